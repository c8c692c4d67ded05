using System.Text.Json.Serialization;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Heat;

/// <summary>Disputes accepted by area and month: the metric's figures in rows and columns.</summary>
/// <remarks>
/// Type: Type, or class of types; null for all. Months: The columns, yyyy-MM; the first and last as far as they lie in the period. Rows:
/// The areas below, those without a dispute too; what is known of the area as such only has its own code.
/// </remarks>
internal sealed record HeatAnswer(
    string Metric, int DefinitionVersion, Words Name, string Cohort, string Area, DateOnly From, DateOnly To, DateTimeOffset AsOf, string? Type,
    IReadOnlyList<string> Months, IReadOnlyList<HeatRow> Rows, IReadOnlyList<string> Flags)
{
    internal static HeatAnswer Of(MetricQuery query, MetricAnswer accepted, MetricAnswer people)
    {
        var months = Groups.PeriodKeys(query, Grouping.Month).ToList();
        var households = (people.Groups ?? []).ToDictionary(g => g.Key, g => g.Measures?.GetValueOrDefault("households"));
        var rows = (accepted.Groups ?? []).GroupBy(g => g.Key)
            .Select(row => HeatRow.Of(row.Key, [.. row], months, households.GetValueOrDefault(row.Key)));
        return new HeatAnswer(
            accepted.Metric, accepted.DefinitionVersion, accepted.Name, accepted.Cohort, accepted.Area, accepted.From, accepted.To, accepted.AsOf,
            query.Type, months, [.. rows], accepted.Flags);
    }
}

/// <remarks>
/// Households: Null where they are not known. Counts: One a month; null where it is hidden. PerThousandHouseholds: One a month, 4 places;
/// null where households are not known.
/// </remarks>
internal sealed record HeatRow(
    string Area, string? Name, decimal? Households, IReadOnlyList<decimal?> Counts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<decimal?>? PerThousandHouseholds)
{
    private const int Per = 1_000;

    internal static HeatRow Of(string area, IReadOnlyList<GroupAnswer> cells, IReadOnlyList<string> months, decimal? households)
    {
        var byMonth = cells.ToDictionary(c => c.Key2!, c => c.Numerator);
        // What has no cell is nothing; what has one without a count is hidden.
        List<decimal?> counts = [.. months.Select(month => byMonth.TryGetValue(month, out var count) ? count : 0)];
        return new HeatRow(
            area, cells[0].Name, households, counts,
            households > 0 ? [.. counts.Select(count => count is { } n ? Figure.Round(Per * n / households.Value, 4) : (decimal?)null)] : null);
    }
}
