using FsCheck;
using FsCheck.Fluent;
using Mediation.Reporting.Anomalies;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Reporting.Tests.Anomalies;

/// <summary>Findings follow from the facts alone.</summary>
public sealed class OrderAndRepetition(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private int _county = 700_000;

    private AnomalySweep Sweep => reporting.Services.GetRequiredService<AnomalySweep>();

    [Fact]
    public void in_whatever_order_facts_come_and_however_often_the_same_is_found() =>
        Prop.ForAll<int, PositiveInt>((seed, size) => HoldsAsync(seed, size.Get).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    [Fact]
    public async Task repeats_rebuilding_and_two_instances_at_once_leave_ids_and_all_else_as_they_were()
    {
        var facts = Planted.OneOfEach("610925");
        await reporting.SweepAsync(facts);
        var found = await FoundAsync("610925");
        await reporting.SweepAsync(facts.Select(f => f with { MessageId = SomeFacts.NewId() }).Reverse());
        (await FoundAsync("610925")).ShouldBe(found);

        await reporting.Facts.RebuildAsync();
        (await FoundAsync("610925")).ShouldBe(found);
        // Two instances, each with all that is due.
        var swept = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Sweep.SweepDueAsync(TimeSpan.Zero)));
        swept.Max().ShouldBeGreaterThan(0);
        (await FoundAsync("610925")).ShouldBe(found);
        (await Sweep.SweepDueAsync(TimeSpan.Zero)).ShouldBe(0);
        found.Count.ShouldBe(Planted.EveryKind.Length, string.Join('\n', found));
    }

    [Fact]
    public async Task facts_that_come_while_a_slice_is_looked_at_are_looked_at_again()
    {
        var facts = Planted.OneOfEach("330213");
        var sweeping = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await Sweep.SweepDueAsync(TimeSpan.Zero);
            }
        });
        foreach (var some in facts.Chunk(7))
        {
            await reporting.Facts.RecordAsync(some);
        }

        await sweeping;
        await Sweep.SweepDueAsync(TimeSpan.Zero);
        (await reporting.KindsAsync("330213")).ShouldBe(Planted.EveryKind);
    }

    [Fact]
    public async Task nothing_is_found_in_random_histories_twice()
    {
        await reporting.SweepAsync(new RandomFacts(20260326).Of(30));
        await using var command = reporting.Store.Database.CreateCommand("select count(*) - count(distinct (kind, area, month, evidence)) from anomalies");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private async Task<bool> HoldsAsync(int seed, int size)
    {
        var county = $"{Interlocked.Increment(ref _county)}"[..6];
        var random = new Random(seed);
        var heard = Planted.OneOfEach(county);
        heard.AddRange(heard.Where(_ => random.Next(3) == 0).ToList());
        var order = heard.ToArray();
        random.Shuffle(order);
        foreach (var some in order.Chunk((size % 40) + 5))
        {
            await reporting.Facts.RecordAsync(some);
            if (random.Next(3) == 0)
            {
                await Sweep.SweepDueAsync(TimeSpan.Zero);
            }
        }

        await Sweep.SweepDueAsync(TimeSpan.Zero);
        var kinds = await KindsAsync(county);
        return kinds.SequenceEqual(Planted.EveryKind) ? true : throw new InvalidOperationException(string.Join(", ", kinds));
    }

    // Made-up counties are in no list, so nobody can ask for them.
    private async Task<List<string>> KindsAsync(string county) =>
        await RowsAsync($"select kind from anomalies where county = '{county}' order by kind collate \"C\"");

    private Task<List<string>> FoundAsync(string county) =>
        RowsAsync($"select to_jsonb(a)::text from anomalies a where county = '{county}' order by id");

    private async Task<List<string>> RowsAsync(string sql)
    {
        await using var command = reporting.Store.Database.CreateCommand(sql);
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
