using Mediation.Reporting.Anomalies;

namespace Mediation.Reporting.Tests.Anomalies;

/// <summary>What a village is compared with.</summary>
public sealed class ComparedWithPeers
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Fact]
    public void a_large_village_with_many_disputes_is_like_the_others_per_household()
    {
        // Ten villages of a hundred households with one dispute each, and one of a thousand with ten.
        var slice = Slice(Enumerable.Repeat((1, (decimal?)100m), 10).Append((10, 1000m)));
        Concentrations.In(slice).ShouldBeEmpty();
        // Nobody knows how many households one of them has: counts are all there is.
        var found = Concentrations.In(Slice(Enumerable.Repeat((1, (decimal?)100m), 10).Append((10, null)))).ShouldHaveSingleItem();
        found.Evidence.Counts["value"].ShouldBe(10);
    }

    [Fact]
    public void a_small_village_with_few_disputes_is_far_above_per_household()
    {
        var found = Concentrations.In(Slice(Enumerable.Range(1, 10).Select(n => (n % 3, (decimal?)1000m)).Append((5, 100m)))).ShouldHaveSingleItem();
        (found.Evidence.Counts["perThousandHouseholds"], found.Evidence.Counts["disputes"]).ShouldBe((50, 5));
    }

    [Fact]
    public void few_disputes_or_few_peers_say_nothing()
    {
        Concentrations.In(Slice(Enumerable.Repeat((0, (decimal?)null), 20).Append((4, null)))).ShouldBeEmpty();
        Concentrations.In(Slice(Enumerable.Repeat((0, (decimal?)null), 6).Append((40, null)))).ShouldBeEmpty();
        Concentrations.In(Slice(Enumerable.Repeat((7, (decimal?)null), 20))).ShouldBeEmpty();
    }

    [Fact]
    public void the_order_of_rows_does_not_matter_and_ids_hold_their_period()
    {
        var slice = Slice(Enumerable.Repeat((0, (decimal?)null), 20).Append((8, null)));
        var turned = slice with { Villages = [.. slice.Villages.Reverse()], Accepted = [.. slice.Accepted.Reverse()] };
        var (one, other) = (FindAnomalies.In(slice).ShouldHaveSingleItem(), FindAnomalies.In(turned).ShouldHaveSingleItem());
        other.Id.ShouldBe(one.Id);
        other.Evidence.Counts.ShouldBe(one.Evidence.Counts);
        $"{one.Id}".ShouldStartWith($"{202603:x8}-");
        one.Id.Version.ShouldBe(8);
    }

    private static Slice Slice(IEnumerable<(int Disputes, decimal? Households)> villages)
    {
        var all = villages.Select((v, i) => (Area: $"610981100{i + 1:000}", v.Disputes, v.Households)).ToList();
        return new Slice("610981", 2026)
        {
            Villages = [.. all.Select(v => new Village(v.Area, v.Households))],
            Accepted = [.. all.Where(v => v.Disputes > 0).Select(v => new VillageMonth(v.Area, March, v.Disputes))],
        };
    }
}
