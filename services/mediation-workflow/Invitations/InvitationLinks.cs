using Npgsql;

namespace Mediation.Workflow.Invitations;

/// <summary>
/// Hashes of codes, browsers and tokens, beside the events, which hold ids only. What a link is still good for is said by its session alone:
/// a row here without a living invitation there opens nothing. Thread-safe.
/// </summary>
internal sealed class InvitationLinks(EventStore.EventStore store)
{
    internal const string Schema =
        """
        create table if not exists invitation_links (
            code_hash      bytea primary key,
            invitation_id  uuid  not null unique,
            session_id     uuid  not null,
            participant_id uuid  not null,
            browser_hash   bytea);
        create table if not exists invitation_tokens (
            hash           bytea       primary key,
            invitation_id  uuid        not null,
            session_id     uuid        not null,
            participant_id uuid        not null,
            expires_at     timestamptz not null);
        create index if not exists invitation_tokens_expiry on invitation_tokens (expires_at);
        """;

    /// <summary>Inside the transaction of the event that sends it.</summary>
    internal static async Task AddAsync(NpgsqlConnection connection, Secret code, Invitee invitee)
    {
        await using var command = new NpgsqlCommand(
            "insert into invitation_links (code_hash, invitation_id, session_id, participant_id) values ($1, $2, $3, $4)", connection);
        Bind(command.Parameters, code.Hash, invitee);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Inside the transaction of the event that opens it.</summary>
    /// <returns>False when another browser was quicker.</returns>
    internal static async Task<bool> BindAsync(NpgsqlConnection connection, Guid invitationId, Secret browser)
    {
        await using var command = new NpgsqlCommand(
            "update invitation_links set browser_hash = $1 where invitation_id = $2 and browser_hash is null", connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = browser.Hash });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitationId });
        return await command.ExecuteNonQueryAsync() == 1;
    }

    /// <summary>A link by its code's hash, with the hash of the browser it belongs to.</summary>
    internal async Task<(Invitee Invitee, byte[]? Browser)?> FindAsync(byte[] codeHash)
    {
        await using var command = store.Database.CreateCommand(
            "select invitation_id, session_id, participant_id, browser_hash from invitation_links where code_hash = $1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = codeHash });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? (new Invitee(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2)), reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3))
            : null;
    }

    internal async Task<Guid?> SessionOfAsync(Guid invitationId)
    {
        await using var command = store.Database.CreateCommand("select session_id from invitation_links where invitation_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitationId });
        return (Guid?)await command.ExecuteScalarAsync();
    }

    /// <summary>Keeps a token, and forgets those of everyone that are over.</summary>
    internal async Task AddTokenAsync(Secret token, Invitee invitee, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        await using var batch = store.Database.CreateBatch();
        var over = new NpgsqlBatchCommand("delete from invitation_tokens where expires_at <= $1");
        over.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        var add = new NpgsqlBatchCommand(
            "insert into invitation_tokens (hash, invitation_id, session_id, participant_id, expires_at) values ($1, $2, $3, $4, $5)");
        Bind(add.Parameters, token.Hash, invitee);
        add.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = expiresAt.UtcDateTime });
        batch.BatchCommands.Add(over);
        batch.BatchCommands.Add(add);
        await batch.ExecuteNonQueryAsync();
    }

    internal async Task<Invitee?> FindTokenAsync(byte[] hash, DateTimeOffset now)
    {
        await using var command = store.Database.CreateCommand(
            "select invitation_id, session_id, participant_id from invitation_tokens where hash = $1 and expires_at > $2");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new Invitee(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2)) : null;
    }

    private static void Bind(NpgsqlParameterCollection parameters, byte[] hash, Invitee invitee)
    {
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitee.InvitationId });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitee.SessionId });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = invitee.ParticipantId });
    }
}
