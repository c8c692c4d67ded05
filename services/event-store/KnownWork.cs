using Npgsql;

namespace Mediation.EventStore;

/// <summary>Whether a unit's command was answered or its message handled before.</summary>
internal static class KnownWork
{
    /// <returns>Null when neither is known.</returns>
    internal static async Task<AppendResult?> FindAsync(NpgsqlConnection connection, PreparedUnit unit, CancellationToken cancellation)
    {
        if (unit.CommandId is { } id)
        {
            await using var command = new NpgsqlCommand("select answer from mt_commands where id = $1", connection);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (await reader.ReadAsync(cancellation))
            {
                return new AppendResult(AppendStatus.DuplicateCommand, reader.IsDBNull(0) ? null : reader.GetFieldValue<byte[]>(0));
            }
        }

        if (unit.Inbox is { } key)
        {
            await using var command = new NpgsqlCommand("select 1 from mt_inbox where consumer = $1 and message_id = $2", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Consumer });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.MessageId });
            return await command.ExecuteScalarAsync(cancellation) is null ? null : AppendResult.DuplicateMessage;
        }

        return null;
    }
}
