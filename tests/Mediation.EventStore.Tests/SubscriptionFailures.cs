namespace Mediation.EventStore.Tests;

public sealed class SubscriptionFailures(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task A_failing_handler_gets_the_same_page_again()
    {
        var failures = 2;
        await fixture.NewShelfAsync("again");
        await using var collected = new Collected(fixture.Store, "failing", _ => failures-- > 0 ? throw new InvalidOperationException("not yet") : Task.CompletedTask);
        await Eventually.ShouldHoldAsync(() => collected.Subscription.Status.Error == "not yet", "the error in the status");
        await Eventually.ShouldHoldAsync(() => collected.Titles.Contains("again"), "the event");
        await Eventually.ShouldHoldAsync(() => collected.Subscription.Status is { Error: null, IsReader: true, OldestPending: null }, "a clean status");
        collected.Titles.Count(t => t == "again").ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_in_a_backlog_repeats_its_page_though_the_next_one_was_read_already()
    {
        string[] written = [.. Enumerable.Range(0, 12).Select(i => $"backlog {i:00}")];
        foreach (var title in written)
        {
            await fixture.NewShelfAsync(title);
        }

        var pages = 0;
        await using var collected = new Collected(
            fixture.Store, "backlog", _ => ++pages == 3 ? throw new InvalidOperationException("in the middle") : Task.CompletedTask, pageSize: 3);
        await Eventually.ShouldHoldAsync(() => collected.Titles.Contains(written[^1]), "the last event");
        collected.Titles.Where(t => t.StartsWith("backlog", StringComparison.Ordinal)).ShouldBe(written);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_stops_the_subscription_and_is_never_skipped()
    {
        var shelf = await fixture.NewShelfAsync("readable");
        var broken = await fixture.NewShelfAsync("broken");
        await fixture.NewShelfAsync("behind");
        foreach (var (data, type) in new[] { ("{\"title\": 7}", "book_placed"), ("null", "book_placed"), ("{}", "book_unknown") })
        {
            await fixture.ExecuteAsync($"update mt_events set data = '{data}', type = '{type}' where stream_id = $1", broken.Id);
            await using var collected = new Collected(fixture.Store, $"unreadable {type} {data}");
            await Eventually.ShouldHoldAsync(() => collected.HasEnded, "the stop");
            collected.Subscription.Status.Stopped.ShouldBeTrue();
            collected.Subscription.Status.Error.ShouldNotBeNull().ShouldContain(type);
            collected.Titles.ShouldContain("readable");
            collected.Titles.ShouldNotContain("behind");
            await Should.ThrowAsync<UnreadableEventException>(() => fixture.Store.RebuildAsync<Shelf>(broken.Id));
        }

        await fixture.ExecuteAsync("update mt_events set data = '{\"title\": \"broken\"}', type = 'book_placed' where stream_id = $1", broken.Id);
        await using var repaired = new Collected(fixture.Store, "unreadable book_unknown {}");
        await Eventually.ShouldHoldAsync(() => repaired.Titles.Contains("behind"), "what is behind");
        repaired.Titles.ShouldContain("broken");
        repaired.Titles.ShouldNotContain("readable");
        (await fixture.ShelfAsync(shelf.Id)).Exists.ShouldBeTrue();
    }
}
