using FsCheck;
using FsCheck.Fluent;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Recomputation;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Reporting.Tests;

/// <summary>Whatever happened, in whatever order it is heard of, the cells are what the facts say.</summary>
public sealed class RandomHistories(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    [Fact]
    public void cells_are_what_the_facts_say_in_any_order_with_repeats_late_facts_and_corrections() =>
        Prop.ForAll<int, PositiveInt, bool>((seed, size, reversed) => HoldsAsync(seed, size.Get % 12 + 1, reversed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private async Task<bool> HoldsAsync(int seed, int disputes, bool reversed)
    {
        // Every history comes on top of those before: late ones are of months that have cells already.
        var facts = new RandomFacts(seed).Of(disputes);
        List<FactRow> heard = reversed ? [.. facts.OrderByDescending(f => f.Revision)] : facts;
        foreach (var batch in heard.Chunk((seed & 15) + 1))
        {
            await reporting.Facts.RecordAsync(batch);
        }

        await using var output = new StringWriter();
        var (_, different) = await reporting.Services.GetRequiredService<VerifyReports>().RunAsync(output);
        return different == 0 ? true : throw new InvalidOperationException(output.ToString());
    }
}
