using Npgsql;

namespace Mediation.EventStore.Tests;

public sealed class LostConnections : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private readonly StoreFixture _fixture;
    private readonly CuttingProxy _proxy;
    private readonly EventStore _store;

    public LostConnections(StoreFixture fixture)
    {
        _fixture = fixture;
        _proxy = new CuttingProxy(fixture.ConnectionString);
        _store = Library.Open(_proxy.ConnectionString, writers: 1);
    }

    // The writer's connection is open before anything is armed.
    public Task InitializeAsync() => _store.AppendAsync(Library.Place(Library.EmptyShelf(), "warm"));

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_lost_after_the_commit_is_looked_up_and_nothing_is_written_twice(bool identified)
    {
        var (shelf, command) = (Library.EmptyShelf(), identified ? Library.NewId() : (Guid?)null);
        _proxy.Arm(Cut.Answer);
        (await _store.AppendAsync(Place(shelf, command))).Status.ShouldBe(AppendStatus.Appended);
        _proxy.HasCut.ShouldBeTrue();
        (await _fixture.Store.FetchStreamAsync(shelf.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Every_unit_of_a_lost_group_gets_its_own_verdict()
    {
        var stale = await _fixture.NewShelfAsync("a");
        await _fixture.Store.AppendAsync(Library.Place(stale, "b"));
        var shelves = Enumerable.Range(0, 20).Select(i => i == 10 ? stale : Library.EmptyShelf()).ToArray();
        _proxy.Arm(Cut.Answer);
        var results = await Task.WhenAll(shelves.Select(s => _store.AppendAsync(Library.Place(s, "x"))));
        _proxy.HasCut.ShouldBeTrue();
        for (var i = 0; i < shelves.Length; i++)
        {
            results[i].Status.ShouldBe(i == 10 ? AppendStatus.Conflict : AppendStatus.Appended);
            (await _fixture.Store.FetchStreamAsync(shelves[i].Id)).Count.ShouldBe(i == 10 ? 2 : 1);
        }
    }

    [Fact]
    public async Task A_request_that_never_arrived_is_unknown_and_not_replayed()
    {
        var (shelf, command) = (Library.EmptyShelf(), Library.NewId());
        _proxy.Arm(Cut.Request);
        await Should.ThrowAsync<CommitOutcomeUnknownException>(() => _store.AppendAsync(Place(shelf, command)));
        (await _fixture.ShelfAsync(shelf.Id)).Exists.ShouldBeFalse();
        (await _store.AppendAsync(Place(shelf, command))).Status.ShouldBe(AppendStatus.Appended);
        (await _fixture.Store.FetchStreamAsync(shelf.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_transactions_lost_commit_is_looked_up()
    {
        var shelf = Library.EmptyShelf();
        (await InTransactionAsync(shelf, Cut.Answer)).ShouldBe("done");
        (await _fixture.Store.FetchStreamAsync(shelf.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_transactions_commit_that_never_arrived_is_unknown_and_not_replayed()
    {
        var shelf = Library.EmptyShelf();
        await Should.ThrowAsync<CommitOutcomeUnknownException>(() => InTransactionAsync(shelf, Cut.Request));
        (await _fixture.ShelfAsync(shelf.Id)).Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_lost_before_the_commit_was_sent_is_an_ordinary_failure()
    {
        var shelf = Library.EmptyShelf();
        await Should.ThrowAsync<NpgsqlException>(() => _store.InTransactionAsync(async transaction =>
        {
            _proxy.Arm(Cut.Answer);
            await transaction.AppendAsync(Library.Place(shelf, "x"));
            return 0;
        }));
        (await _fixture.ShelfAsync(shelf.Id)).Exists.ShouldBeFalse();
    }

    private Task<string> InTransactionAsync(Fetched<Shelf> shelf, Cut cut) => _store.InTransactionAsync(async transaction =>
    {
        (await transaction.AppendAsync(Library.Place(shelf, "x"))).Status.ShouldBe(AppendStatus.Appended);
        _proxy.Arm(cut);
        return "done";
    });

    private static AppendUnit Place(Fetched<Shelf> shelf, Guid? command) => new AppendUnit { CommandId = command }.Append(shelf, [new BookPlaced("x")]);
}
