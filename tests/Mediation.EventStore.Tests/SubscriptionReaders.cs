namespace Mediation.EventStore.Tests;

public sealed class SubscriptionReaders(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task One_instance_reads_and_another_takes_over_when_its_connection_dies()
    {
        await using var other = Library.Open(fixture.ConnectionString);
        var entered = 0;
        async Task Alone(IReadOnlyList<RecordedEvent> page)
        {
            Interlocked.Increment(ref entered).ShouldBe(1);
            await Task.Delay(5);
            Interlocked.Decrement(ref entered);
        }

        await using var one = new Collected(fixture.Store, "single", Alone);
        await using var two = new Collected(other, "single", Alone);
        await Eventually.ShouldHoldAsync(() => one.Subscription.Status.IsReader || two.Subscription.Status.IsReader, "a reader");
        for (var i = 0; i < 30; i++)
        {
            await fixture.NewShelfAsync($"{i}");
            if (i % 10 == 5)
            {
                (one.Subscription.Status.IsReader && two.Subscription.Status.IsReader).ShouldBeFalse();
                await Eventually.ShouldHoldAsync(() => one.Subscription.Status.IsReader || two.Subscription.Status.IsReader, "a reader after a death");
                (await fixture.ScalarAsync<long>("select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"))
                    .ShouldBe(1);
            }
        }

        await Eventually.ShouldHoldAsync(() => one.Titles.Concat(two.Titles).Distinct().Count() == 30, "30 events between the two");
    }

    [Fact]
    public async Task An_instance_that_stops_hands_over_and_nothing_comes_twice()
    {
        await using var other = Library.Open(fixture.ConnectionString);
        var one = new Collected(fixture.Store, "handover");
        await fixture.NewShelfAsync("before");
        await Eventually.ShouldHoldAsync(() => one.Titles.Contains("before"), "the first event");
        await using var two = new Collected(other, "handover");
        await one.DisposeAsync();
        await fixture.NewShelfAsync("after");
        await Eventually.ShouldHoldAsync(() => two.Titles.Contains("after"), "the second event");
        two.Titles.ShouldNotContain("before");
    }

    [Fact]
    public async Task Two_subscriptions_have_cursors_of_their_own()
    {
        await fixture.NewShelfAsync("shared");
        await using var one = new Collected(fixture.Store, "one");
        await using var two = new Collected(fixture.Store, "two");
        await Eventually.ShouldHoldAsync(() => one.Titles.Contains("shared") && two.Titles.Contains("shared"), "both");
    }
}
