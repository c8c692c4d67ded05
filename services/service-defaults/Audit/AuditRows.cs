using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>An entry as stored.</summary>
internal sealed record AuditRow(long Sequence, AuditEntry Entry, byte[] PreviousHash, byte[] Hash);

/// <summary>Reads stored entries, in their order.</summary>
internal static class AuditRows
{
    /// <param name="database">The service's.</param>
    /// <param name="condition">SQL over the table with $1 … for the values. Never built from input.</param>
    /// <param name="values">Values.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<IReadOnlyList<AuditRow>> ReadAsync(
        NpgsqlDataSource database, string condition, IReadOnlyList<object> values, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select seq, at, actor, client_id, action, route, subject, reason, note, address, times, prev_hash, hash
              from audit_entries where {condition} order by seq limit {limit}
            """);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var rows = new List<AuditRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new AuditRow(reader.GetInt64(0), EntryOf(reader), reader.GetFieldValue<byte[]>(11), reader.GetFieldValue<byte[]>(12)));
        }

        return rows;
    }

    /// <summary>The last entry.</summary>
    internal static async Task<AuditHead> HeadAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select seq, hash from audit_entries order by seq desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new AuditHead(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : new AuditHead(0, new byte[32]);
    }

    private static AuditEntry EntryOf(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(1), Text(row, 2), Text(row, 3), row.GetString(4), row.GetString(5), Id(row, 6), Text(row, 7), Id(row, 8),
        Text(row, 9), row.GetInt32(10));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
}
