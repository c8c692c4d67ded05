using Npgsql;
using NpgsqlTypes;

namespace Mediation.EventStore;

/// <summary>A place among the store's events. Below every running transaction nothing is added before it.</summary>
internal readonly record struct Position(ulong Transaction, long Sequence) : IComparable<Position>
{
    internal static Position Of(RecordedEvent e) => new(e.TransactionId, e.Sequence);

    public int CompareTo(Position other) => (Transaction, Sequence).CompareTo((other.Transaction, other.Sequence));
}

/// <summary>What one read brought: events up to the first that cannot be read, and why that one cannot.</summary>
internal sealed record Page(List<RecordedEvent> Events, UnreadableEventException? Unreadable);

/// <summary>How far somebody has read, kept under a name. The lock lives on the connection the pages are read on. Not thread-safe.</summary>
internal sealed class Cursor(EventStore store, NpgsqlConnection connection, string name)
{
    private const int LockSpace = 6334283;

    private const string PageSql =
        $"""
        select {EventReader.Columns} from mt_events
         where (transaction_id, seq_id) > ($1, $2) and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
         order by transaction_id, seq_id limit $3
        """;

    /// <summary>Unpooled connections: closing one gives its lock back.</summary>
    internal static NpgsqlDataSource Source(EventStore store) => StoreConnections.Create(store.Options.ConnectionString, settings =>
    {
        settings.Pooling = false;
        settings.ReadBufferSize = 64 * 1024;
        // How far it came is not waited for on disk: a server that dies at once hands the same page out again, which handlers bear anyway.
        settings.Options += " -c synchronous_commit=off";
    });

    /// <summary>Whether nobody else reads under the name; nobody will, while the connection lives.</summary>
    internal async Task<bool> TryLockAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1, hashtext($2))", connection)
        {
            Parameters = { new() { Value = LockSpace }, new() { Value = name } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Where it stands; at the beginning when the name is new.</summary>
    internal async Task<Position> LoadAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into mt_event_progression (name, last_seq_id) values ($1, 0)
            on conflict (name) do update set name = excluded.name returning last_transaction_id, last_seq_id
            """, connection) { Parameters = { new() { Value = name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new Position(reader.GetFieldValue<ulong>(0), reader.GetInt64(1));
    }

    internal async Task<Page> ReadPageAsync(Position after, int size, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PageSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<ulong> { TypedValue = after.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 },
                new NpgsqlParameter<long> { TypedValue = after.Sequence },
                new NpgsqlParameter<int> { TypedValue = size },
            },
        };
        var (events, unreadable) = await EventReader.ReadAsFarAsPossibleAsync(command, store.Options, cancellation);
        return new Page(events, unreadable);
    }

    internal async Task SaveAsync(Position at, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "update mt_event_progression set last_transaction_id = $1, last_seq_id = $2, last_updated = now() where name = $3", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<ulong> { TypedValue = at.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 },
                new NpgsqlParameter<long> { TypedValue = at.Sequence },
                new NpgsqlParameter<string> { TypedValue = name },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
