using Mediation.Contracts;
using Mediation.Reporting.Metrics;
using Npgsql;

namespace Mediation.Reporting.Tests;

/// <summary>What the recomputation gives for a question.</summary>
internal static class Recomputation
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["area"] = "left(area, $5)", ["month"] = "to_char(day, 'YYYY-MM')", ["quarter"] = "to_char(day, 'YYYY-MM')", ["year"] = "to_char(day, 'YYYY-MM')",
        ["justiceType"] = "coalesce(type, '')",
    };

    /// <summary>One line for each group and part of the metric that is not zero, and for each value of a histogram.</summary>
    internal static async Task<List<string>> OfAsync(NpgsqlConnection connection, MetricQuery query, IReadOnlyList<Grouping> by, DateOnly today)
    {
        var lines = new List<string>();
        foreach (var (part, sum) in Reporting.Recomputation.Recomputed.PartsOf(query.Metric))
        {
            if (query.Columns.Any(column => !sum.Cohort.Has(column)) && query.Metric.Kind != MetricKind.Distinct)
            {
                continue;
            }

            await using var command = new NpgsqlCommand(Sql(query, part, sum, by), connection);
            var (from, to) = query.DaysOf(sum.Cohort, today);
            command.Parameters.AddRange(new NpgsqlParameter[]
            {
                new() { Value = query.Metric.Code }, new() { Value = from }, new() { Value = to }, new() { Value = $"{query.Area}%" },
                new() { Value = by.Contains(Grouping.Area) ? FigureReader.ChildLength(query.Area) : 0 },
            });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add($"{reader.GetString(0)}|{reader.GetString(1)} {part} {reader.GetInt32(2)} {Plain(reader.GetFieldValue<decimal>(3))}");
            }
        }

        return [.. lines.Where(line => !line.EndsWith(" 0", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    internal static decimal Plain(decimal value) => value / 1.000000000000000000000000000m;

    private static string Sql(MetricQuery query, string part, Sum sum, IReadOnlyList<Grouping> by) =>
        query.Metric.Kind == MetricKind.Distinct
            ? $"""
              select {Key(query, by, 0)}, {Key(query, by, 1)}, 0, count(distinct subject)::numeric from recomputed
               where metric = $1 and part = '{part}' and day between $2 and $3 and area like $4 and length(area) >= $5
                     {(by.FirstOrDefault(g => Grouping.Participants.Contains(g)) is { } who ? $"and mode = '{who.Name}'" : "")}
               group by 1, 2
              """
            : $"""
              select {Key(query, by, 0)}, {Key(query, by, 1)}, 0, sum(amount) from recomputed
               where metric = $1 and part = '{part}' and day between $2 and $3 and area like $4 and length(area) >= $5 group by 1, 2
              """;

    private static string Key(MetricQuery query, IReadOnlyList<Grouping> by, int place) =>
        place >= by.Count ? "''"
        : query.Metric.Kind == MetricKind.Distinct && by[place] != Grouping.Area ? "participant"
        : Keys.GetValueOrDefault(by[place].Name, $"coalesce({by[place].Column}, '')");
}
