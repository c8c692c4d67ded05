using System.Data;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Sheets;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Recomputation;

/// <summary>Compares every cell with the recomputation.</summary>
internal sealed class VerifyReports(EventStore.EventStore store)
{
    /// <summary>One line for each cell that differs.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many sums of cells were compared, and how many of them differ.</returns>
    internal async Task<(long Compared, long Different)> RunAsync(TextWriter output, CancellationToken cancellation = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await Recomputed.MakeAsync(connection, null, cancellation);
        var (compared, different) = (0L, 0L);
        foreach (var metric in Registry.All.Concat(SheetSources.All).Where(m => m.Cohort.HasCells))
        {
            foreach (var (part, sum, byValue) in Recomputed.PartsOf(metric).SelectMany(part => Comparisons(metric, part)))
            {
                await using var command = new NpgsqlCommand(CompareSql.Of(sum, byValue), connection) { CommandTimeout = 0 };
                command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = metric.Code }, new() { Value = part } });
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    compared++;
                    if (reader.GetFieldValue<decimal>(7) != reader.GetFieldValue<decimal>(8))
                    {
                        different++;
                        await output.WriteLineAsync(Line(metric, part, reader));
                    }
                }
            }
        }

        return (compared, different);
    }

    // Of a histogram the number of rows at each of its values too.
    private static IEnumerable<(string Part, Sum Sum, bool ByValue)> Comparisons(Metric metric, (string Part, Sum Sum) of) =>
        metric.HasHistogram && of.Sum.Sql == Sum.One
            ? [(of.Part, of.Sum, false), (of.Part, of.Sum, true)]
            : [(of.Part, of.Sum, false)];

    private static string Line(Metric metric, string part, NpgsqlDataReader r) =>
        $"{metric.Code} {part} {r.GetString(2)} {r.GetFieldValue<DateOnly>(3):yyyy-MM} by '{r.GetString(0)}' at {r.GetInt32(1)}: "
        + $"'{r.GetString(4)}' '{r.GetString(5)}' {r.GetInt32(6)}: cell {r.GetFieldValue<decimal>(7)}, recomputed {r.GetFieldValue<decimal>(8)}";
}
