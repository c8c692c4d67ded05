namespace Mediation.EventStore.Tests;

/// <summary>Events that come one after another share a page; one that comes alone does not wait.</summary>
public sealed class SubscriptionGathering(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task A_lone_event_is_read_at_once_and_a_subscription_that_gathers_can_be_stopped()
    {
        await fixture.ExecuteAsync("insert into mt_event_progression (name, last_seq_id, last_transaction_id) values ('hours', 0, pg_current_xact_id())");
        await using var collected = new Collected(fixture.Store, "hours", gathering: TimeSpan.FromHours(1));
        var lone = await fixture.NewShelfAsync("lone");
        await Eventually.ShouldHoldAsync(() => collected.Events.Any(e => e.StreamId == lone.Id), "the lone event");
    }

    [Fact]
    public async Task Events_one_after_another_come_in_fewer_pages_and_in_order()
    {
        var pages = new List<IReadOnlyList<RecordedEvent>>();
        await using var collected = new Collected(fixture.Store, "gathering", page =>
        {
            pages.Add(page);
            return Task.CompletedTask;
        }, gathering: TimeSpan.FromMilliseconds(400));
        var shelf = await fixture.NewShelfAsync("0");
        for (var i = 1; i < 40; i++)
        {
            await fixture.Store.AppendAsync(Library.Place(await fixture.ShelfAsync(shelf.Id), $"{i}"));
        }

        await Eventually.ShouldHoldAsync(() => collected.Events.Count(e => e.StreamId == shelf.Id) == 40, "40 events");
        collected.Events.Where(e => e.StreamId == shelf.Id).Select(e => e.Version).ShouldBe(Enumerable.Range(1, 40).Select(n => (long)n));
        pages.Count.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Full_pages_follow_each_other_without_a_pause()
    {
        await fixture.NewShelfAsync([.. Enumerable.Range(0, 50).Select(i => $"{i}")]);
        var all = await fixture.ScalarAsync<long>("select count(*) from mt_events");
        // Whoever writes anywhere on the server holds back what was written since he began, and a page that is not full waits for more.
        await Eventually.ShouldHoldAsync(
            () => fixture.ScalarAsync<bool>("select not exists (select from mt_events where transaction_id >= pg_snapshot_xmin(pg_current_snapshot()))"),
            "no older transaction");
        await using var collected = new Collected(fixture.Store, "full", pageSize: 5, gathering: TimeSpan.FromHours(1));
        await Eventually.ShouldHoldAsync(() => collected.Events.Count >= all, "all events");
    }

    // Held for as long as more is gathered, each page outlives several collections and is swept up with all that lives only.
    [Fact]
    public async Task A_page_that_was_handled_is_not_held_while_more_is_gathered()
    {
        var pages = new List<WeakReference>();
        await using var collected = new Collected(fixture.Store, "let go", page =>
        {
            pages.Add(new WeakReference(page));
            return Task.CompletedTask;
        }, gathering: TimeSpan.FromHours(1));
        var shelf = await fixture.NewShelfAsync("let go");
        await Eventually.ShouldHoldAsync(() => collected.Events.Any(e => e.StreamId == shelf.Id) && collected.Subscription.Status.OldestPending is null, "the page");
        await Eventually.ShouldHoldAsync(
            () =>
            {
                GC.Collect();
                return pages.TrueForAll(page => !page.IsAlive);
            },
            "the page to be let go");
    }
}
