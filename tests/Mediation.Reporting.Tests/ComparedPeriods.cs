using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Tests;

public sealed class ComparedPeriods
{
    [Theory]
    [InlineData("previous", "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("previous", "2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31")]
    [InlineData("previous", "2026-03-10", "2026-03-19", "2026-02-28", "2026-03-09")]
    [InlineData("previous", "2026-01-01", "2026-03-22", "2025-10-12", "2025-12-31")]
    [InlineData("year", "2026-03-01", "2026-03-31", "2025-03-01", "2025-03-31")]
    [InlineData("year", "2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29")]
    [InlineData("year", "2024-02-29", "2024-03-05", "2023-02-28", "2023-03-05")]
    public void are_as_many_whole_months_or_days_before_or_the_same_a_year_before(string compare, string from, string to, string first, string last) =>
        Comparisons.PeriodOf(compare, DateOnly.Parse(from), DateOnly.Parse(to)).ShouldBe((DateOnly.Parse(first), DateOnly.Parse(last)));

    [Fact]
    public void a_share_has_its_relative_change_and_the_difference_in_points()
    {
        // 15.625 % after 12.5 %: a quarter more, and 3.125 points, rounded away from zero.
        var comparison = Of(Figures(5, 32), Figures(1, 8));
        comparison.Change.ShouldBe(0.25m);
        comparison.ChangePercent.ShouldBe(25m);
        comparison.Points.ShouldBe(3.13m);
        Of(Figures(1, 8), Figures(5, 32)).Points.ShouldBe(-3.13m);
    }

    [Fact]
    public void nothing_before_is_no_change_that_could_be_told()
    {
        var comparison = Of(Figures(5, 32), Figures(0, 0));
        comparison.Change.ShouldBeNull();
        comparison.Points.ShouldBeNull();
        comparison.Flags.ShouldBe(["emptyDenominator"]);
        Of(Figures(5, 32), Figures(0, 40)).Change.ShouldBeNull();
    }

    [Fact]
    public void unequal_periods_are_flagged_where_both_were_named()
    {
        var named = Question() with { Compare = null, ComparedWith = (new(2026, 2, 1), new(2026, 2, 28)) };
        Comparisons.Of(named, Figures(1, 40), Figures(1, 40)).Flags.ShouldBe(["unequalPeriods"]);
        Of(Figures(1, 40), Figures(1, 40)).Flags.ShouldBeEmpty();
    }

    private static ComparisonAnswer Of(Figure current, Figure previous) => Comparisons.Of(Question(), current, previous);

    private static MetricQuery Question() => new(Registry.Find("M04")!, null, new(2026, 3, 1), new(2026, 3, 31), [], null)
    {
        Compare = "previous", ComparedWith = (new(2026, 2, 1), new(2026, 2, 28)),
    };

    private static Figure Figures(long numerator, long denominator)
    {
        var metric = Registry.Find("M04")!;
        var tally = new Tally();
        tally.Add(metric.Numerator.Sum, numerator);
        tally.Add(metric.Denominator!.Value.Sum!, denominator);
        return Figure.Of(metric, tally, []);
    }
}
