using Npgsql;

namespace Mediation.Reporting.History;

/// <summary>A past instant, and where the history of what has changed since is to be found.</summary>
/// <param name="Instant">As of when.</param>
/// <param name="Folded">Up to which of its rows the history is in cells.</param>
/// <param name="IsBehind">Whether facts have arrived that it does not hold yet.</param>
internal sealed record Past(DateTimeOffset Instant, long Folded, bool IsBehind)
{
    private const int MiddleOfMonth = 16;

    /// <summary>The nearest beginning of a month, in UTC: from there on cells tell, and what was known between it and the instant is read row by row.</summary>
    internal DateTimeOffset Boundary { get; } = BeginningOf(Instant.UtcDateTime).AddMonths(Instant.UtcDateTime.Day < MiddleOfMonth ? 0 : 1);

    internal static async Task<Past> ReadAsync(NpgsqlConnection connection, DateTimeOffset instant, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select folded, waiting from history_now()", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new Past(instant, reader.GetInt64(0), reader.GetBoolean(1));
    }

    private static DateTimeOffset BeginningOf(DateTime day) => new(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero);
}
