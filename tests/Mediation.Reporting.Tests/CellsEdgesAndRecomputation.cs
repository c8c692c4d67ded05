using System.Globalization;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Recomputation;
using Mediation.Reporting.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Reporting.Tests;

/// <summary>Thousands of facts in random order, some twice, by four writers at once; then every way to a figure gives the same.</summary>
public sealed class CellsEdgesAndRecomputation(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const int Seed = 20260322;

    [Fact]
    public async Task agree_now_and_in_the_past_and_after_deriving_anew()
    {
        var facts = new RandomFacts(Seed).Of(disputes: 200);
        facts.Count.ShouldBeGreaterThan(2_000);
        await RecordAsync(facts[..(facts.Count / 2)]);
        var half = await NowAsync();
        var questions = new RandomQuestions(new Random(Seed)).Of(150);
        var before = await AnswersAsync(questions, asOf: null);
        await RecordAsync(facts[(facts.Count / 2)..]);

        await RandomQuestions.AgreeAsync(reporting, questions, asOf: null);
        await RandomQuestions.AgreeAsync(reporting, questions[..45], asOf: half);
        await RandomQuestions.AgreeAsync(reporting, OfYears(), asOf: null);
        await RandomQuestions.AgreeAsync(reporting, OfYears()[..20], asOf: half);
        (await AnswersAsync(questions[..45], asOf: half)).ShouldBe(before[..45]);
        await CellsAgreeAsync();

        var cells = await CellsAsync();
        await reporting.ExecuteAsync("update derivation set fingerprint = 'of an older release'");
        await reporting.Store.MigrateAsync();
        (await CellsAsync()).ShouldBe(cells);
        var rebuilding = reporting.Facts.RebuildAsync();
        var meanwhile = await AnswersAsync(questions[..10], asOf: null);
        (await rebuilding).ShouldBeGreaterThan(200);
        (await CellsAsync()).ShouldBe(cells);
        (await AnswersAsync(questions[..10], asOf: null)).ShouldBe(meanwhile);
    }

    [Fact]
    public void every_metric_is_of_the_list() =>
        Registry.All.Select(m => m.Code).Append(Registry.Comparison).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, 30).Select(n => $"M{n:00}"));

    // Whole years by themselves, and with months and days before and after.
    private static List<MetricQuery> OfYears() =>
    [
        .. from metric in Registry.All
           where metric.Kind != MetricKind.Distinct
           from grouping in Grouping.Of(metric).Where(grouping => grouping.Column == Axis.Committee)
           from period in ((string From, string To)[])[
               ("2025-01-01", "2025-12-31"), ("2024-12-05", "2026-03-10"), ("2025-01-01", "2026-04-30"), ("2024-11-01", "2025-12-31"), ("2025-02-01", "2026-12-31")]
           select new MetricQuery(
               metric, null, DateOnly.Parse(period.From, CultureInfo.InvariantCulture), DateOnly.Parse(period.To, CultureInfo.InvariantCulture), [grouping], null),
    ];

    private async Task RecordAsync(IReadOnlyList<FactRow> facts)
    {
        var batches = facts.Chunk(60).ToList();
        await Parallel.ForEachAsync(
            batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, cancellation) => await reporting.Facts.RecordAsync(batch, cancellation));
    }

    private async Task CellsAgreeAsync()
    {
        using var output = new StringWriter();
        var (compared, different) = await reporting.Services.GetRequiredService<VerifyReports>().RunAsync(output);
        different.ShouldBe(0, output.ToString());
        compared.ShouldBeGreaterThan(10_000);
    }

    private async Task<List<string>> AnswersAsync(IReadOnlyList<MetricQuery> questions, DateTimeOffset? asOf)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var sums = await RandomQuestions.ReadAsync(reporting, question with { AsOf = asOf });
            var open = question.Metric.Open is { } sum ? sums.Total[sum] : 0;
            answers.Add(string.Join(';', RandomQuestions.Lines(question, sums.Groups)) + $"|{string.Join(';', sums.Total.Histogram?.Rows ?? [])}|{open}");
        }

        return answers;
    }

    private async Task<DateTimeOffset> NowAsync()
    {
        await using var command = reporting.Store.Database.CreateCommand("select clock_timestamp()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync())!);
    }

    private async Task<string?> CellsAsync()
    {
        await using var command = reporting.Store.Database.CreateCommand(
            $"select string_agg(line, ';' order by line) from ({string.Join(" union all ", CellTable.All.Select(Lines))}) c");
        return (string?)await command.ExecuteScalarAsync();
    }

    // Those of which there are rows.
    private static string Lines(CellTable cells)
    {
        const string Spread = "(select string_agg(v.value || 'x' || v.rows, ',' order by v.value) from spread_of(spread) v)";
        var numbers = cells.Cohorts.Select(cohort => cohort.ColumnOf(Sum.Of(cohort)));
        return $"""
            select concat_ws(' ', '{cells.Name}', {string.Join(", ", CellTable.Place)}, {(cells.Spread is null ? "''" : Spread)},
                             {string.Join(", ", cells.Columns.Select(c => $"coalesce(trim_scale({c.Name}), 0)"))}) as line
              from {cells.Name} where num_nonnulls({string.Join(", ", numbers)}) > 0
            """;
    }
}
