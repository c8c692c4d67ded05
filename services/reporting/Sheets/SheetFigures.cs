using Mediation.Contracts;
using Mediation.Reporting.Metrics;
using Npgsql;

namespace Mediation.Reporting.Sheets;

/// <summary>Sums of an area for a month and for the year to its end, all as of one moment: a few questions to the cells. Made for one sheet.</summary>
/// <param name="connection">Inside a transaction that sees one state, as the caller.</param>
/// <param name="area">Whose sheet.</param>
/// <param name="month">Its first day.</param>
/// <param name="today">The present day.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class SheetFigures(NpgsqlConnection connection, AreaCode area, DateOnly month, DateOnly today, CancellationToken cancellation)
{
    internal NpgsqlConnection Connection => connection;

    internal AreaCode Area => area;

    internal DateOnly LastDay => month.AddMonths(1).AddDays(-1);

    internal CancellationToken Cancellation => cancellation;

    /// <summary>Of the month, by one or two columns.</summary>
    internal async Task<Broken> MonthAsync(Metric source, params IReadOnlyList<Grouping> by) => new(await ReadAsync(source, month, by), null);

    /// <summary>Of the month and the year to date, by a column or all together.</summary>
    internal async Task<Broken> YearAsync(Metric source, Grouping? by = null) =>
        new(await ReadAsync(source, new DateOnly(month.Year, 1, 1), by is null ? [Grouping.Month] : [by, Grouping.Month]), $"{month:yyyy-MM}")
        {
            Together = by is null,
        };

    private Task<Dictionary<(string Key, string Key2), Tally>> ReadAsync(Metric source, DateOnly from, IReadOnlyList<Grouping> by) =>
        FigureReader.SumAsync(connection, new MetricQuery(source, area, from, LastDay, by, null), by, today, cancellation);
}

/// <summary>Sums by key, of a month and of the year to its end.</summary>
internal sealed class Broken(Dictionary<(string Key, string Key2), Tally> sums, string? month)
{
    /// <summary>Whether they are not broken down but by months.</summary>
    internal bool Together { get; init; }

    /// <summary>Of the month, by both keys.</summary>
    internal decimal this[Sum sum, string key, string key2] => Figure.Plain(sums.GetValueOrDefault((key, key2))?[sum] ?? 0);

    internal decimal Month(Sum sum, string key = "") => Together ? this[sum, month!, ""] : this[sum, key, month ?? ""];

    internal decimal Year(Sum sum, string key = "") =>
        Figure.Plain(sums.Where(s => Together || s.Key.Key == key).Sum(s => s.Value[sum]));
}
