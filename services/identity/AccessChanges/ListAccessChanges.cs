using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Identity.AccessChanges;

/// <summary>For the other services, on the inside only: the gateway has no route to it.</summary>
internal static class ListAccessChanges
{
    // Longer than an access token lives: older changes have nothing left to refuse.
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <param name="database">Where they are.</param>
    /// <param name="clock">Tells which are of interest still.</param>
    /// <param name="subject">Those whose last change is asked for, however old it is: what was made in their name may outlive tokens. None for all.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<AccessChangeList> HandleAsync(NpgsqlDataSource database, TimeProvider clock, string[] subject, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select subject, not_before from access_changes where case when cardinality($2) = 0 then not_before > $1 else subject = any($2) end order by not_before");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() - Window });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = subject });
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
