using Mediation.Reporting.Metrics;
using Npgsql;

namespace Mediation.Reporting.Recomputation;

/// <summary>The second opinion: what every metric counts, from the facts alone.</summary>
internal static class Recomputed
{
    private static readonly string Parts = Read();

    /// <summary>Makes the temporary table <c>recomputed</c> of the connection.</summary>
    internal static async Task MakeAsync(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellation)
    {
        var instant = asOf is { } at ? $"'{at.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'::timestamptz" : "'infinity'::timestamptz";
        await using var command = new NpgsqlCommand(
            $"""
            set local statement_timeout = 0;
            drop table if exists recomputed;
            create temporary table recomputed on commit drop as {Parts.Replace("{as of}", instant, StringComparison.Ordinal)};
            """,
            connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The parts of a metric that are recomputed, by the names that they have there.</summary>
    internal static IEnumerable<(string Part, Sum Sum)> PartsOf(Metric metric)
    {
        yield return ("numerator", metric.Numerator.Sum);
        if (metric.Denominator is { Sum: { } denominator })
        {
            yield return ("denominator", denominator);
        }

        foreach (var measure in metric.Excluded.Concat(metric.Measures))
        {
            yield return (measure.Name, measure.Sum);
        }
    }

    private static string Read()
    {
        using var stream = typeof(Recomputed).Assembly.GetManifestResourceStream("Mediation.Reporting.Recomputation.parts.sql")
            ?? throw new InvalidOperationException("parts.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
