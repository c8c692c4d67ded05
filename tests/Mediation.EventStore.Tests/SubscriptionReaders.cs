namespace Mediation.EventStore.Tests;

public sealed class SubscriptionReaders(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task One_instance_reads_and_another_takes_over_when_its_connection_dies()
    {
        await using var other = Library.Open(fixture.ConnectionString);
        var (entered, killed) = (0, false);
        async Task Alone(IReadOnlyList<RecordedEvent> page)
        {
            // A reader whose connection dies may still be busy when the next one begins: its cursor does not move then.
            (Interlocked.Increment(ref entered) == 1 || Volatile.Read(ref killed)).ShouldBeTrue();
            await Task.Delay(5);
            Interlocked.Decrement(ref entered);
        }

        await using var one = new Collected(fixture.Store, "single", Alone);
        await using var two = new Collected(other, "single", Alone);
        for (var i = 0; i < 30; i++)
        {
            await fixture.NewShelfAsync($"{i}");
            if (i % 10 == 9)
            {
                await Eventually.ShouldHoldAsync(() => one.Titles.Concat(two.Titles).Distinct().Count() == i + 1, "all before the kill");
                Volatile.Write(ref killed, true);
                await KillReaderAsync();
            }
        }

        await fixture.NewShelfAsync("last");
        await Eventually.ShouldHoldAsync(() => one.Titles.Concat(two.Titles).Distinct().Count() == 31, "31 events between the two");
    }

    /// <summary>Whoever reads holds the only advisory lock of this database.</summary>
    private async Task KillReaderAsync()
    {
        var readers = 0L;
        while (readers == 0)
        {
            readers = await fixture.ScalarAsync<long>(
                """
                select count(pg_terminate_backend(pid)) from pg_locks
                 where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
                """);
        }

        readers.ShouldBe(1);
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
