using System.Collections.Concurrent;
using Mediation.Testing;
using Npgsql;

namespace Mediation.EventStore.Tests;

public sealed class ServerRestart
{
    private const int Writers = 32;

    [Fact]
    public async Task Every_acknowledged_append_survives_a_killed_server_exactly_once()
    {
        await using var server = await PrivateServer.StartAsync();
        var database = await TestDatabase.CreateAsync("restart", server.ConnectionString);
        await using var store = Library.Open(database.AdministratorConnectionString);
        await store.MigrateAsync();
        await using var collected = new Collected(store, "restart");

        var acknowledged = new ConcurrentBag<string>();
        var said = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(w => Task.Run(() => WriteAsync(store, w, said, acknowledged, stop.Token))).ToArray();
        for (var kill = 1; kill <= 2; kill++)
        {
            var before = acknowledged.Count;
            await Eventually.ShouldHoldAsync(() => acknowledged.Count > before + 300, $"appends before kill {kill}", 60);
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        var after = acknowledged.Count;
        await Eventually.ShouldHoldAsync(() => acknowledged.Count > after + 300, "appends after the last restart", 60);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var stored = await StoredAsync(store);
        stored.Distinct().Count().ShouldBe(stored.Count);
        acknowledged.Except(stored).ShouldBeEmpty();
        stored.Except(said).ShouldBeEmpty();
        await Eventually.ShouldHoldAsync(() => collected.Titles.Distinct().Count() == stored.Count, "all in the subscription");
        (await store.AuditAsync()).ShouldBeEmpty();
    }

    /// <summary>What a client does: it repeats a command under its id until it has an answer.</summary>
    private static async Task WriteAsync(EventStore store, int writer, ConcurrentBag<string> said, ConcurrentBag<string> acknowledged, CancellationToken stop)
    {
        var id = Library.NewId();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var (command, title) = (Library.NewId(), $"{writer}.{i}");
            said.Add(title);
            while (!await TryAppendAsync(store, id, command, title))
            {
                await Task.Delay(50, CancellationToken.None);
            }

            acknowledged.Add(title);
        }
    }

    private static async Task<bool> TryAppendAsync(EventStore store, Guid id, Guid command, string title)
    {
        try
        {
            var (shelf, earlier) = await store.FetchForWritingAsync<Shelf>(id, command);
            if (earlier is not null)
            {
                return true;
            }

            var result = await store.AppendAsync(new AppendUnit { CommandId = command }.Append(shelf, [new BookPlaced(title)]));
            return result.Status is AppendStatus.Appended or AppendStatus.DuplicateCommand;
        }
        catch (Exception e) when (e is NpgsqlException or CommitOutcomeUnknownException)
        {
            return false;
        }
    }

    private static async Task<List<string>> StoredAsync(EventStore store)
    {
        var titles = new List<string>();
        await using var command = store.Database.CreateCommand("select data ->> 'title' from mt_events");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            titles.Add(reader.GetString(0));
        }

        return titles;
    }
}
