using Npgsql;

namespace Mediation.Workflow.Risks;

/// <summary>When the colour of which case is to be looked at again: made from the states, as the table of running clocks is.</summary>
internal static class Reassessments
{
    internal const string Schema =
        """
        create table if not exists reassessments (
            case_id uuid        not null primary key,
            at      timestamptz not null);
        create index if not exists reassessments_at on reassessments (at);
        """;

    private const string Put =
        """
        with gone as (delete from reassessments where case_id = any($1) and not case_id = any($2))
        insert into reassessments (case_id, at) select * from unnest($2, $3)
        on conflict (case_id) do update set at = excluded.at where reassessments.at <> excluded.at
        """;

    /// <summary>Makes the rows of these cases what they are to be.</summary>
    /// <param name="database">The service's.</param>
    /// <param name="cases">With the instant of each; null for none.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task WriteAsync(
        NpgsqlDataSource database, IReadOnlyList<(Guid Id, DateTimeOffset? At)> cases, CancellationToken cancellation)
    {
        var waiting = cases.Where(c => c.At is not null).ToList();
        await using var command = database.CreateCommand(Put);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. cases.Select(c => c.Id)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. waiting.Select(c => c.Id)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. waiting.Select(c => c.At!.Value.UtcDateTime)] });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Cases whose time has come, the longest waiting first.</summary>
    internal static async Task<IReadOnlyList<Guid>> DueAsync(NpgsqlDataSource database, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select case_id from reassessments where at <= $1 order by at limit $2");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var found = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(reader.GetGuid(0));
        }

        return found;
    }
}
