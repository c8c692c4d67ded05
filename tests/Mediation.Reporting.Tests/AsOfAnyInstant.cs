using FsCheck;
using FsCheck.Fluent;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Facts;
using Mediation.Reporting.History;
using Mediation.Reporting.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Whenever facts were recorded and in whatever order they came, a question as of an instant is answered from what was recorded by then.</summary>
public sealed class AsOfAnyInstant(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private static readonly DateTimeOffset First = China("2025-01-01T00:00:00").ToUniversalTime();
    private const int Days = 690;

    private KeepHistory History => reporting.Services.GetRequiredService<KeepHistory>();

    [Fact]
    public void counts_what_was_recorded_by_then_and_nothing_else() =>
        Prop.ForAll<int, PositiveInt>((seed, size) => HoldsAsync(seed, size.Get % 15 + 1).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10));

    [Fact]
    public async Task the_history_adds_up_to_what_counts_now_and_is_kept_anew_after_deriving_anew()
    {
        var random = new Random(20261127);
        foreach (var batch in RecordedAtRandom(random, 40).Chunk(50))
        {
            await reporting.Facts.RecordAsync(batch);
        }

        var (questions, instant) = (new RandomQuestions(random).Of(60), First.AddDays(300));
        await History.RunAsync(facts: 70, few: 0);
        await AddsUpAsync();
        await reporting.Facts.RebuildAsync();
        (await CountAsync("select count(*) from disputes_history_cells")).ShouldBe(0);
        await RandomQuestions.AgreeAsync(reporting, questions, instant);
        await History.RunAsync(facts: 300, few: 0);
        await AddsUpAsync();
        await RandomQuestions.AgreeAsync(reporting, questions, instant);
    }

    [Fact]
    public async Task two_at_once_keep_each_fact_once()
    {
        await reporting.Facts.RecordAsync(RecordedAtRandom(new Random(1), 30));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => History.RunAsync(facts: 20, few: 10)));
        await AddsUpAsync();
    }

    [Fact]
    public async Task a_history_that_does_not_add_up_is_told()
    {
        await reporting.Facts.RecordAsync(RecordedAtRandom(new Random(2), 30));
        await AddsUpAsync();
        await ChangeAsync("update disputes_history set sign = 2 where ordered = (select min(ordered) from disputes_history)");
        await ChangeAsync(
            """
            update disputes_history_cells c set accepted_on_n = accepted_on_n + 1
             where ctid = (select ctid from disputes_history_cells where accepted_on_n > 0 order by area, axis, month limit 1)
            """);
        await ChangeAsync(
            """
            update disputes_history_cells c set spread = set_byte(spread, 6, 1)
             where ctid = (select ctid from disputes_history_cells where spread is not null order by area, axis, month limit 1)
            """);
        var (output, _, different) = await VerifyAsync();
        different.ShouldBe(3);
        output.ShouldContain("1 of ");
        output.ShouldContain("differ in disputes_history\n");
        output.ShouldContain("differ in disputes_history_cells\n");
        output.ShouldContain("differ in histograms of disputes_history_cells\n");
        await reporting.Facts.RebuildAsync();
        await AddsUpAsync();
    }

    private async Task AddsUpAsync()
    {
        var (output, compared, different) = await VerifyAsync();
        different.ShouldBe(0, output);
        output.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(100);
    }

    private async Task<(string Output, long Compared, long Different)> VerifyAsync()
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var (compared, different) = await reporting.Services.GetRequiredService<VerifyHistory>().RunAsync(output);
        return (output.ToString(), compared, different);
    }

    private async Task ChangeAsync(string sql)
    {
        await using var command = reporting.Store.Database.CreateCommand(sql);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = reporting.Store.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<bool> HoldsAsync(int seed, int disputes)
    {
        var (random, kept) = (new Random(seed), KeepHistory.NewArrays());
        foreach (var batch in RecordedAtRandom(random, disputes).Chunk(random.Next(1, 40)))
        {
            await reporting.Facts.RecordAsync(batch);
            if (random.Next(4) == 0)
            {
                await History.NextAsync(kept, random.Next(1, 60), random.Next(200), CancellationToken.None);
            }
        }

        if (random.Next(2) == 0)
        {
            await History.RunAsync(random.Next(1, 500), random.Next(400));
        }

        for (var i = 0; i < 2; i++)
        {
            var questions = new RandomQuestions(random).Of(Registry.All.Count);
            var instant = First.AddHours(random.Next(24 * Days));
            await RandomQuestions.AgreeAsync(reporting, questions, instant);
            foreach (var spread in questions.Where(q => q.Metric.HasHistogram))
            {
                await SameSpreadAsync(spread with { AsOf = instant, Area = null });
            }

            await SameWithinAsync("6109", questions[0] with { AsOf = instant });
        }

        return true;
    }

    // Corrections come late or early, and facts of one instant together.
    private static List<FactRow> RecordedAtRandom(Random random, int disputes)
    {
        var (facts, start) = (new RandomFacts(random.Next()).Of(disputes), First.AddDays(random.Next(Days)));
        return facts.ConvertAll(fact => fact with
        {
            RecordedAt = random.Next(4) switch
            {
                0 => First.AddMinutes(random.Next(60 * 24 * Days)),
                1 => start,
                _ => start.AddHours(fact.Revision * 20),
            },
        });
    }

    private async Task SameWithinAsync(string area, MetricQuery question)
    {
        AreaCode.TryParse(area, out var code);
        var mine = question with { Area = code };
        var reader = reporting.Services.GetRequiredService<FigureReader>();
        var seen = await reader.ReadAsync(RowScope.Everything with { Areas = [area] }, mine, RandomQuestions.Today, CancellationToken.None);
        var all = await RandomQuestions.ReadAsync(reporting, mine);
        RandomQuestions.Lines(mine, seen.Groups).ShouldBe(RandomQuestions.Lines(mine, all.Groups));
        seen.Total[mine.Metric.Numerator.Sum].ShouldBe(all.Total[mine.Metric.Numerator.Sum]);
    }

    private async Task SameSpreadAsync(MetricQuery question)
    {
        var (cohort, asked) = (question.Metric.Cohort, question.AsOf!.Value);
        var sums = await RandomQuestions.ReadAsync(reporting, question);
        await using var command = reporting.Store.Database.CreateCommand(
            $"""
            select coalesce(d.{cohort.Value}, 0), count(*) from {cohort.Grain.Name}_as_of($1) d
             where d.{cohort.Column} between $2 and $3 and d.area is not null group by 1 order by 1
            """);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = asked.ToUniversalTime() }, new() { Value = question.From }, new() { Value = question.To } });
        var expected = new List<(int, long)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            expected.Add((reader.GetInt32(0), reader.GetInt64(1)));
        }

        (sums.Total.Histogram?.Rows ?? []).ShouldBe(expected);
    }
}
