namespace Mediation.EventStore.Tests;

public sealed class Closing(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task A_store_that_closes_under_load_answers_everything_it_took()
    {
        var store = Library.Open(fixture.ConnectionString);
        var shelves = Enumerable.Range(0, 2000).Select(_ => Library.EmptyShelf()).ToArray();
        var appends = shelves.Select(s => store.AppendAsync(Library.Place(s, "x"))).ToArray();
        await store.DisposeAsync();
        await Task.WhenAll(appends);
        appends.ShouldAllBe(a => a.IsCompletedSuccessfully);
        (await fixture.ScalarAsync<long>("select count(*) from mt_events where stream_id = any($1)", shelves.Select(s => s.Id).ToArray())).ShouldBe(2000);
        await Should.ThrowAsync<ObjectDisposedException>(() => store.AppendAsync(Library.Place(Library.EmptyShelf(), "x")));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_cancelled_caller_still_gets_the_outcome_of_what_was_queued()
    {
        using var cancelled = new CancellationTokenSource();
        var shelf = Library.EmptyShelf();
        var append = fixture.Store.AppendAsync(Library.Place(shelf, "x"), cancelled.Token);
        await cancelled.CancelAsync();
        (await append).Status.ShouldBe(AppendStatus.Appended);
    }

    [Fact]
    public async Task What_was_cancelled_before_is_not_queued()
    {
        var shelf = Library.EmptyShelf();
        await Should.ThrowAsync<OperationCanceledException>(() => fixture.Store.AppendAsync(Library.Place(shelf, "x"), new CancellationToken(true)));
        (await fixture.ShelfAsync(shelf.Id)).Exists.ShouldBeFalse();
    }
}
