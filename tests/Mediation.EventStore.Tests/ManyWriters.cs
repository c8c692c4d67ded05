namespace Mediation.EventStore.Tests;

/// <summary>128 writers over few streams, with stale versions, units of two streams and repeated commands: what is stored is what was said.</summary>
public sealed class ManyWriters(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const int Writers = 128;
    private const int Rounds = 25;
    private const int Streams = 60;

    private sealed record Attempt(string Title, Guid[] Shelves, Guid? Command, AppendStatus Status);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_outcome_equals_the_answers(int streamsOfUnit)
    {
        await using var second = Library.Open(fixture.ConnectionString);
        var shelves = Enumerable.Range(0, Streams).Select(_ => Library.NewId()).ToArray();
        var attempts = (await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            Task.Run(() => WriteAsync(writer % 4 == 0 ? second : fixture.Store, writer, shelves, streamsOfUnit))))).SelectMany(a => a).ToList();

        attempts.ShouldContain(a => a.Status == AppendStatus.Appended);
        attempts.ShouldContain(a => a.Status == AppendStatus.Conflict);
        attempts.ShouldContain(a => a.Status == AppendStatus.DuplicateCommand);
        attempts.Where(a => a.Command is not null && a.Status == AppendStatus.Appended).GroupBy(a => a.Command).ShouldAllBe(g => g.Count() == 1);
        var stored = new List<(Guid, string)>();
        foreach (var shelf in shelves)
        {
            var events = await fixture.Store.FetchStreamAsync(shelf);
            events.Select(e => e.Version).ShouldBe(Enumerable.Range(1, events.Count).Select(n => (long)n));
            events.Select(e => e.Sequence).ShouldBeInOrder();
            stored.AddRange(events.Select(e => (shelf, ((BookPlaced)e.Data).Title)));
        }

        var said = attempts.Where(a => a.Status == AppendStatus.Appended).SelectMany(a => a.Shelves.Select(s => (s, a.Title)));
        stored.Order().ShouldBe(said.Order());
    }

    [Fact]
    public async Task Groups_lock_streams_in_one_order()
    {
        await using var second = Library.Open(fixture.ConnectionString);
        var shelves = await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => fixture.NewShelfAsync("a")));
        var before = await DeadlocksAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var (store, random) = (writer % 2 == 0 ? second : fixture.Store, new Random(writer));
            for (var i = 0; i < Rounds; i++)
            {
                var shelf = await store.FetchForWritingAsync<Shelf>(shelves[random.Next(Streams)].Id);
                await store.AppendAsync(new AppendUnit { CommandId = writer % 3 == 0 ? Library.NewId() : null }.Append(shelf, [new BookPlaced("b")]));
            }
        })));
        (await DeadlocksAsync()).ShouldBe(before);
    }

    // Each connection tells what it saw within a second.
    private async Task<long> DeadlocksAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        return await fixture.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()");
    }

    private static async Task<List<Attempt>> WriteAsync(EventStore store, int seed, Guid[] shelves, int streamsOfUnit)
    {
        var random = new Random(seed);
        var attempts = new List<Attempt>();
        Guid? repeated = null;
        for (var i = 0; i < Rounds; i++)
        {
            var command = random.Next(3) == 0 ? repeated ?? Library.NewId() : (Guid?)null;
            repeated = random.Next(2) == 0 ? command : null;
            var chosen = random.GetItems(shelves, random.Next(4) == 0 ? streamsOfUnit : 1).Distinct().ToArray();
            var title = $"{seed}.{i}";
            var unit = new AppendUnit { CommandId = command };
            foreach (var id in chosen)
            {
                var shelf = await store.FetchForWritingAsync<Shelf>(id);
                var stale = random.Next(10) == 0 && shelf.Exists;
                unit.Append(stale ? shelf with { Version = shelf.Version - 1 } : shelf, [new BookPlaced(title)]);
            }

            attempts.Add(new Attempt(title, chosen, command, (await store.AppendAsync(unit)).Status));
        }

        return attempts;
    }
}
