using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Tests;

public sealed class TalliesAddUp
{
    private static readonly Sum One = Sum.Of(Cohort.Accepted), Other = Sum.Of(Cohort.Accepted, "d.open"), Third = Sum.Of(Cohort.Registered);

    [Fact]
    public void sums_of_the_same_and_of_other_lists_meet()
    {
        Sum[] sums = [One, Other];
        var tally = new Tally();
        tally.Add(sums, [1, 2]);
        tally.Add(sums, [10, 20]);
        tally.Add([Other, Third], [200, 3]);

        (tally[One], tally[Other], tally[Third]).ShouldBe((11, 222, 3));
    }

    [Fact]
    public void what_is_put_together_leaves_its_parts_as_they_were()
    {
        var (one, other) = (Tally(1), Tally(2));
        var both = Metrics.Tally.Of([one, other]);
        both.Add(One, 100);

        (both[One], one[One], other[One]).ShouldBe((103, 1, 2));
        both.Histogram!.Rows.ShouldBe([(7, 3)]);
        Metrics.Tally.Of([one]).ShouldBeSameAs(one);
    }

    [Fact]
    public void a_tally_taken_off_itself_is_zero()
    {
        var tally = Tally(5);
        tally.Add(Tally(5), -1);

        tally.IsZero.ShouldBeTrue();
        tally.Histogram!.Rows.ShouldBeEmpty();
    }

    private static Tally Tally(int rows)
    {
        var tally = new Tally();
        tally.Add(One, rows);
        tally.Add(ExactHistograms.Kept((7, rows)));
        return tally;
    }
}
