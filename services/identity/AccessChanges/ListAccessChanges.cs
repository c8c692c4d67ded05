using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Identity.AccessChanges;

/// <summary>For the other services, on the inside only: the gateway has no route to it.</summary>
internal static class ListAccessChanges
{
    // Longer than an access token lives: older changes have nothing left to refuse.
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    internal static async Task<AccessChangeList> HandleAsync(NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select subject, not_before from access_changes where not_before > $1 order by not_before");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() - Window });
        var changes = new List<AccessChange>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            changes.Add(new AccessChange(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return new AccessChangeList(changes);
    }

    /// <summary>Whether the caller's token is older than the last change of the subject's or the client's access.</summary>
    internal static async ValueTask<bool> HasChangedAsync(NpgsqlDataSource database, Caller caller)
    {
        await using var command = database.CreateCommand("select exists (select from access_changes where subject in ($1, $2) and not_before >= $3)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Actor });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.ClientId ?? caller.Actor });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = caller.IssuedAt });
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}

internal sealed record AccessChangeList(IReadOnlyList<AccessChange> Changes);
