using Npgsql;

namespace Mediation.EventStore.Tests;

public sealed class SubscriptionOrder(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string InsertSql =
        "insert into mt_events (seq_id, id, stream_id, version, data, type) values ($1, $2, $3, $4, jsonb_build_object('title', $5::text), 'book_placed')";

    [Fact]
    public async Task An_event_that_commits_after_its_followers_is_not_lost()
    {
        var late = await fixture.NewShelfAsync("first");
        await using var collected = new Collected(fixture.Store, "late");
        await Eventually.ShouldHoldAsync(() => collected.Titles.Contains("first"), "the first event");

        await using var connection = await fixture.Store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await InsertAsync(connection, await NextAsync(connection), late.Id, "late");
        for (var i = 0; i < 20; i++)
        {
            await fixture.NewShelfAsync($"early {i}");
        }

        await Task.Delay(300);
        collected.Titles.ShouldNotContain("late");
        await transaction.CommitAsync();
        await Eventually.ShouldHoldAsync(() => collected.Titles.Count(t => t == "late" || t.StartsWith("early ", StringComparison.Ordinal)) == 21, "21 events");
        await RemoveAsync(late.Id);
    }

    [Fact]
    public async Task A_lower_number_in_a_newer_transaction_is_not_lost()
    {
        var shelf = await fixture.NewShelfAsync("first");
        await using var collected = new Collected(fixture.Store, "lower");
        var low = await NextAsync(null);
        await fixture.NewShelfAsync("higher");
        await Eventually.ShouldHoldAsync(() => collected.Titles.Contains("higher"), "the higher number");
        await using (var connection = await fixture.Store.Database.OpenConnectionAsync())
        {
            await InsertAsync(connection, low, shelf.Id, "lower");
        }

        await Eventually.ShouldHoldAsync(() => collected.Titles.Contains("lower"), "the lower number");
        collected.Events.Single(e => e.Data is BookPlaced { Title: "lower" }).Sequence
            .ShouldBeLessThan(collected.Events.Single(e => e.Data is BookPlaced { Title: "higher" }).Sequence);
        await RemoveAsync(shelf.Id);
    }

    [Fact]
    public async Task Many_writers_whose_transactions_overlap_lose_nothing_and_keep_each_streams_order()
    {
        await using var collected = new Collected(fixture.Store, "overlap", pageSize: 50);
        var shelves = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => i % 2 == 0 ? WriteSlowlyAsync(i) : WriteAsync(i))));
        var expected = shelves.ToDictionary(id => id, _ => 15);
        await Eventually.ShouldHoldAsync(() => collected.Events.Count(e => expected.ContainsKey(e.StreamId)) >= 40 * 15, "600 events");
        await Task.Delay(200);
        var mine = collected.Events.Where(e => expected.ContainsKey(e.StreamId)).ToList();
        mine.Select(e => e.Id).Distinct().Count().ShouldBe(600);
        mine.Count.ShouldBe(600);
        mine.GroupBy(e => e.StreamId).ShouldAllBe(s => s.Select(e => e.Version).SequenceEqual(Enumerable.Range(1, 15).Select(v => (long)v)));
    }

    private async Task<Guid> WriteAsync(int writer)
    {
        var shelf = Library.EmptyShelf();
        for (var i = 0; i < 15; i++)
        {
            (await fixture.Store.AppendAsync(Library.Place(shelf, $"{writer}.{i}"))).Status.ShouldBe(AppendStatus.Appended);
            shelf = await fixture.ShelfAsync(shelf.Id);
        }

        return shelf.Id;
    }

    private async Task<Guid> WriteSlowlyAsync(int writer)
    {
        var (id, random) = (Library.NewId(), new Random(writer));
        for (var i = 0; i < 15; i++)
        {
            await fixture.Store.InTransactionAsync(async transaction =>
            {
                var (shelf, _) = await transaction.FetchForWritingAsync<Shelf>(id);
                await transaction.AppendAsync(Library.Place(shelf, $"{writer}.{i}"));
                await Task.Delay(random.Next(20));
                return 0;
            });
        }

        return id;
    }

    private async Task<long> NextAsync(NpgsqlConnection? connection)
    {
        if (connection is null)
        {
            return await fixture.ScalarAsync<long>("select nextval('mt_events_sequence')");
        }

        await using var command = new NpgsqlCommand("select nextval('mt_events_sequence')", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, long sequence, Guid stream, string title)
    {
        await using var command = new NpgsqlCommand(InsertSql, connection)
        {
            Parameters = { new() { Value = sequence }, new() { Value = Library.NewId() }, new() { Value = stream }, new() { Value = 2L }, new() { Value = title } },
        };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Streams written by hand have no right snapshot.</summary>
    private Task RemoveAsync(Guid stream) => fixture.ExecuteAsync("delete from mt_streams where id = $1", stream);
}
