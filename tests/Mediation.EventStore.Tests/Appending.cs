using Npgsql;

namespace Mediation.EventStore.Tests;

public sealed class Appending(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task Events_get_versions_from_one_and_keep_their_order()
    {
        var shelf = await fixture.NewShelfAsync("a", "b");
        await fixture.Store.AppendAsync(Library.Place(shelf, "c", "d"));
        var events = await fixture.Store.FetchStreamAsync(shelf.Id);
        events.Select(e => e.Version).ShouldBe([1, 2, 3, 4]);
        events.Select(e => ((BookPlaced)e.Data).Title).ShouldBe(["a", "b", "c", "d"]);
        events.Select(e => e.Sequence).ShouldBeInOrder();
    }

    [Fact]
    public async Task Headers_are_stored_with_every_event()
    {
        var shelf = Library.EmptyShelf();
        var headers = new EventHeaders("service:test", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await fixture.Store.AppendAsync(new AppendUnit { Headers = headers }.Append(shelf, [new BookPlaced("a"), new BookPlaced("b")]));
        (await fixture.Store.FetchStreamAsync(shelf.Id)).ShouldAllBe(e => e.Headers == headers);
    }

    [Fact]
    public async Task A_stale_version_conflicts_and_writes_nothing()
    {
        var stale = await fixture.NewShelfAsync("a");
        await fixture.Store.AppendAsync(Library.Place(stale, "b"));
        (await fixture.Store.AppendAsync(Library.Place(stale, "c"))).Status.ShouldBe(AppendStatus.Conflict);
        (await fixture.ShelfAsync(stale.Id)).State.Titles.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Creating_a_stream_that_exists_conflicts()
    {
        var shelf = await fixture.NewShelfAsync("a");
        (await fixture.Store.AppendAsync(Library.Place(Library.EmptyShelf(shelf.Id), "b"))).Status.ShouldBe(AppendStatus.Conflict);
    }

    [Fact]
    public async Task A_version_ahead_of_the_stream_conflicts()
    {
        var shelf = await fixture.NewShelfAsync("a");
        (await fixture.Store.AppendAsync(Library.Place(shelf with { Version = 7 }, "b"))).Status.ShouldBe(AppendStatus.Conflict);
        (await fixture.Store.AppendAsync(Library.Place(Library.EmptyShelf() with { Version = 1 }, "b"))).Status.ShouldBe(AppendStatus.Conflict);
    }

    [Fact]
    public async Task A_unit_of_several_streams_is_written_whole_or_not_at_all()
    {
        var shelf = await fixture.NewShelfAsync("a");
        var stale = await fixture.NewShelfAsync("x");
        await fixture.Store.AppendAsync(Library.Place(stale, "y"));
        var borrower = new Fetched<Borrower>(Library.NewId(), Borrower.Initial, 0);

        (await fixture.Store.AppendAsync(Library.Place(shelf, "b").Append(stale, [new BookPlaced("z")]).Append(borrower, [new BookBorrowed(shelf.Id, "b")])))
            .Status.ShouldBe(AppendStatus.Conflict);
        (await fixture.ShelfAsync(shelf.Id)).Version.ShouldBe(1);
        (await fixture.Store.FetchForWritingAsync<Borrower>(borrower.Id)).Exists.ShouldBeFalse();

        (await fixture.Store.AppendAsync(Library.Place(shelf, "b").Append(borrower, [new BookBorrowed(shelf.Id, "b")])))
            .Status.ShouldBe(AppendStatus.Appended);
        (await fixture.ShelfAsync(shelf.Id)).Version.ShouldBe(2);
        (await fixture.Store.FetchForWritingAsync<Borrower>(borrower.Id)).State.Borrowed.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_without_events_guards_its_version()
    {
        var guarded = await fixture.NewShelfAsync("a");
        (await fixture.Store.AppendAsync(Library.Place(Library.EmptyShelf(), "b").Append(guarded, []))).Status.ShouldBe(AppendStatus.Appended);
        (await fixture.Store.AppendAsync(Library.Place(guarded, "c"))).Status.ShouldBe(AppendStatus.Appended);

        var other = Library.EmptyShelf();
        (await fixture.Store.AppendAsync(Library.Place(other, "d").Append(guarded, []))).Status.ShouldBe(AppendStatus.Conflict);
        (await fixture.ShelfAsync(other.Id)).Exists.ShouldBeFalse();
        (await fixture.ShelfAsync(guarded.Id)).Version.ShouldBe(2);
    }

    [Fact]
    public void A_stream_may_appear_in_a_unit_once()
    {
        var shelf = Library.EmptyShelf();
        Should.Throw<ArgumentException>(() => Library.Place(shelf, "a").Append(shelf, [new BookPlaced("b")]));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_second_event_of_one_version()
    {
        var shelf = await fixture.NewShelfAsync("a");
        var refused = await Should.ThrowAsync<PostgresException>(() => fixture.ExecuteAsync(
            "insert into mt_events (seq_id, id, stream_id, version, data, type) values (nextval('mt_events_sequence'), $1, $2, 1, '{}', 'book_placed')",
            Library.NewId(), shelf.Id));
        refused.ConstraintName.ShouldBe("pk_mt_events_stream_and_version");
    }

    [Theory]
    [InlineData(6)]
    [InlineData(100)]
    public async Task In_a_group_each_unit_has_its_own_verdict(int units)
    {
        var commands = Enumerable.Range(0, units).Select(_ => Library.NewId()).ToArray();
        await Task.WhenAll(commands.Where((_, i) => i % 6 is 3 or 5).Select(command => AppendAsync(Library.EmptyShelf(), command)));
        var shelves = await Task.WhenAll(Enumerable.Range(0, units).Select(async i => i % 3 == 0 ? Library.EmptyShelf() : await fixture.NewShelfAsync("a")));
        (Fetched<Shelf> Shelf, AppendStatus Expected)[] asked =
        [
            .. shelves.Select((shelf, i) => (i % 6) switch
            {
                0 or 1 => (shelf, AppendStatus.Appended),
                2 => (shelf with { Version = 7 }, AppendStatus.Conflict),
                4 => (shelf with { Version = 0 }, AppendStatus.Conflict),
                _ => (shelf, AppendStatus.DuplicateCommand),
            }),
        ];
        var results = await Task.WhenAll(asked.Select((a, i) => AppendAsync(a.Shelf, commands[i])));
        results.Select(r => r.Status).ShouldBe(asked.Select(a => a.Expected));
        for (var i = 0; i < units; i++)
        {
            var before = shelves[i].State.Titles;
            (await fixture.ShelfAsync(shelves[i].Id)).State.Titles.ShouldBe(asked[i].Expected == AppendStatus.Appended ? [.. before, "b"] : before);
        }
    }

    [Fact]
    public async Task What_postgres_refuses_in_one_unit_does_not_spoil_its_group()
    {
        var good = Enumerable.Range(0, 30).Select(_ => Library.EmptyShelf()).ToArray();
        var bad = Library.EmptyShelf();
        var appends = good.Select(s => fixture.Store.AppendAsync(Library.Place(s, "fine"))).ToList();
        var refused = fixture.Store.AppendAsync(Library.Place(bad, "a \0 that jsonb cannot hold"));
        appends.AddRange(Enumerable.Range(0, 30).Select(_ => fixture.Store.AppendAsync(Library.Place(Library.EmptyShelf(), "fine"))));
        (await Task.WhenAll(appends)).ShouldAllBe(r => r.Status == AppendStatus.Appended);
        (await Should.ThrowAsync<PostgresException>(() => refused)).SqlState.ShouldBe("22P05");
        (await fixture.ShelfAsync(bad.Id)).Exists.ShouldBeFalse();
    }

    private Task<AppendResult> AppendAsync(Fetched<Shelf> shelf, Guid command) =>
        fixture.Store.AppendAsync(new AppendUnit { CommandId = command }.Append(shelf, [new BookPlaced("b")]));
}
