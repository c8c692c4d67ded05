using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Recomputation;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Reporting.Tests;

/// <summary>Questions about random areas, periods and groups.</summary>
internal sealed class RandomQuestions(Random random)
{
    internal static readonly DateOnly Today = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());

    /// <summary>Of all metrics in turn.</summary>
    internal List<MetricQuery> Of(int count)
    {
        string?[] areas = [null, "33", "61", "6109", "610981", "610981113", "610981100", "610981100004", "330211", "330211001"];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var metric = Registry.All[i % Registry.All.Count];
            var from = new DateOnly(2024, 12, 1).AddDays(random.Next(500));
            AreaCode.TryParse(areas[random.Next(areas.Length)], out var area);
            return new MetricQuery(metric, area, from, from.AddDays(random.Next(500)), Groupings(metric), null);
        })];
    }

    private List<Grouping> Groupings(Metric metric)
    {
        var fitting = Grouping.Of(metric).ToArray();
        random.Shuffle(fitting);
        var some = fitting[..random.Next(Math.Min(3, fitting.Length + 1))];
        return some is [var one, var two] && (one.Column == two.Column ? one.Column is not null || one.IsPeriod == two.IsPeriod : metric.Kind == MetricKind.Distinct)
            ? [one]
            : [.. some];
    }

    /// <summary>They are answered as the plain recomputation answers them.</summary>
    internal static async Task AgreeAsync(ReportingFixture reporting, IReadOnlyList<MetricQuery> questions, DateTimeOffset? asOf)
    {
        await using var connection = await reporting.Store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Recomputed.MakeAsync(connection, asOf, CancellationToken.None);
        foreach (var question in questions.Select(q => q with { AsOf = asOf }))
        {
            var sums = await ReadAsync(reporting, question);
            var said = $"{question.Metric.Code} {question.Area} {question.From}..{question.To} by {string.Join(',', question.GroupBy.Select(g => g.Name))}, as of {asOf}";
            if (question.GroupBy.Count > 0)
            {
                Lines(question, sums.Groups).ShouldBe(await Recomputation.OfAsync(connection, question, question.GroupBy, Today), said);
            }

            var whole = question with { GroupBy = [] };
            Lines(whole, new() { [("", "")] = sums.Total }).ShouldBe(await Recomputation.OfAsync(connection, whole, [], Today), said);
        }
    }

    internal static Task<Sums> ReadAsync(ReportingFixture reporting, MetricQuery question) =>
        reporting.Services.GetRequiredService<FigureReader>().ReadAsync(RowScope.Everything, question, Today, CancellationToken.None);

    internal static List<string> Lines(MetricQuery query, Dictionary<(string Key, string Key2), Tally> groups) =>
    [
        .. groups.SelectMany(g => Recomputed.PartsOf(query.Metric)
                .Where(p => query.Metric.Kind == MetricKind.Distinct || query.Columns.All(p.Sum.Cohort.Has))
                .Select(p => (g.Key, p.Part, Amount: g.Value[p.Sum])))
            .Where(line => line.Amount != 0)
            .Select(line => $"{line.Key.Key}|{line.Key.Key2} {line.Part} 0 {Recomputation.Plain(line.Amount)}").Order(StringComparer.Ordinal),
    ];
}
