using Mediation.Contracts;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Reporting.Tests;

/// <summary>Thousands of facts in random order, some twice, by four writers at once; then every way to a figure gives the same.</summary>
public sealed class CellsEdgesAndRecomputation(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const int Seed = 20260322;

    private readonly Random _random = new(Seed);

    [Fact]
    public async Task agree_now_and_in_the_past_and_after_deriving_anew()
    {
        var facts = new RandomFacts(Seed).Of(disputes: 800);
        facts.Count.ShouldBeGreaterThan(3_000);
        await RecordAsync(facts[..(facts.Count / 2)]);
        var half = await NowAsync();
        var questions = Questions(half);
        var before = await AnswersAsync(questions, asOf: null);
        await RecordAsync(facts[(facts.Count / 2)..]);

        await AgreeAsync(questions, asOf: null);
        await AgreeAsync(questions, asOf: half);
        (await AnswersAsync(questions, asOf: half)).ShouldBe(before);

        var cells = await CellsAsync();
        await ExecuteAsync("update derivation set fingerprint = 'of an older release'");
        await reporting.Store.MigrateAsync();
        (await CellsAsync()).ShouldBe(cells);
        await AgreeAsync(questions[..20], asOf: null);
    }

    [Fact]
    public void every_metric_has_a_recomputation() =>
        Recomputation.Definitions.Keys.ShouldBe(Registry.All.Select(m => m.Code));

    private async Task RecordAsync(IReadOnlyList<FactRow> facts)
    {
        var batches = facts.Chunk(60).ToList();
        await Parallel.ForEachAsync(
            batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, cancellation) => await reporting.Facts.RecordAsync(batch, cancellation));
    }

    private List<MetricQuery> Questions(DateTimeOffset now)
    {
        string?[] areas = [null, "33", "61", "6109", "610981", "610981113", "610981100", "610981100004", "330211", "330211001"];
        return [.. Enumerable.Range(0, 120).Select(_ =>
        {
            var from = new DateOnly(2024, 12, 1).AddDays(_random.Next(700));
            AreaCode.TryParse(areas[_random.Next(areas.Length)], out var area);
            return new MetricQuery(
                Registry.All[_random.Next(Registry.All.Count)], area, from, from.AddDays(_random.Next(500)),
                _random.Next(4) == 0 ? Grouping.None : Grouping.All[_random.Next(Grouping.All.Count)], null);
        })];
    }

    private async Task AgreeAsync(IReadOnlyList<MetricQuery> questions, DateTimeOffset? asOf)
    {
        foreach (var question in questions.Select(q => q with { AsOf = asOf }))
        {
            var (total, groups) = await ReadAsync(question);
            var said = $"{question.Metric.Code} {question.Area} {question.From}..{question.To} by {question.GroupBy.Name}, as of {asOf}";
            Sums(groups).ShouldBe(Expected(await Recomputation.OfAsync(reporting.Store.Database, question, question.GroupBy)), said);
            Sums(new() { [""] = total }).ShouldBe(Expected(await Recomputation.OfAsync(reporting.Store.Database, question, Grouping.None)), said);
        }
    }

    private async Task<List<string>> AnswersAsync(IReadOnlyList<MetricQuery> questions, DateTimeOffset? asOf)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var (total, groups) = await ReadAsync(question with { AsOf = asOf });
            answers.Add(string.Join(';', Sums(groups)) + "|" + string.Join(';', Sums(new() { [""] = total })) + $"|{total.Open}");
        }

        return answers;
    }

    private Task<(Tally Total, Dictionary<string, Tally> Groups)> ReadAsync(MetricQuery question) =>
        reporting.Services.GetRequiredService<FigureReader>().ReadAsync(
            reporting.Store.ReadAs(EventStore.RowScope.Everything), question, new DateOnly(2026, 3, 22), CancellationToken.None);

    private static List<string> Sums(Dictionary<string, Tally> groups) => Listed(groups.SelectMany(g =>
        Registry.All.SelectMany(m => m.Exclusions).Select(e => (g.Key, e.Reason, g.Value.Excluded(e.Reason), 0L))
            .Append((g.Key, "", g.Value.Denominator, g.Value.Numerator))));

    private static List<string> Expected(Dictionary<(string Key, string Reason), (long Disputes, long Numerator)> figures) =>
        Listed(figures.Select(f => (f.Key.Key, f.Key.Reason, f.Value.Disputes, f.Value.Numerator)));

    private static List<string> Listed(IEnumerable<(string Key, string Reason, long Disputes, long Numerator)> sums) =>
        [.. sums.Where(s => s.Disputes != 0).Select(s => $"{s.Key} {s.Reason} {s.Disputes} {s.Numerator}").Order(StringComparer.Ordinal)];

    private async Task<DateTimeOffset> NowAsync()
    {
        await using var command = reporting.Store.Database.CreateCommand("select clock_timestamp()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync())!);
    }

    private async Task<string?> CellsAsync()
    {
        await using var command = reporting.Store.Database.CreateCommand(
            "select string_agg(c::text, ';' order by c::text) from cells c where (disputes, numerator, open) <> (0, 0, 0)");
        return (string?)await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = reporting.Store.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
