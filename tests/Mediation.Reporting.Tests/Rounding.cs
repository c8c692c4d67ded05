using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Tests;

public sealed class Rounding
{
    private static readonly Metric M03 = Registry.Find("M03")!;

    [Theory]
    [InlineData(5, 32, "0.1563", "15.63")] // 0.15625 and 15.625: half away from zero
    [InlineData(1, 3, "0.3333", "33.33")]
    [InlineData(2, 3, "0.6667", "66.67")]
    [InlineData(1, 20000, "0.0001", "0.01")] // 0.00005 and 0.005
    [InlineData(1, 8, "0.125", "12.5")]
    [InlineData(10449, 100000, "0.1045", "10.45")] // 10.449 %: from the ratio 0.1045 it is 10.45, too
    [InlineData(1234549, 100000000, "0.0123", "1.23")] // from the ratio it would be 1.23 only by luck
    [InlineData(199999, 200000, "1", "100")]
    public void ratios_have_four_places_and_percentages_two_of_the_exact_quotient(long numerator, long denominator, string value, string percent)
    {
        Figure.Ratio(numerator, denominator).ShouldBe(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        Figure.Percentage(numerator, denominator).ShouldBe(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void nothing_over_nothing_is_no_value()
    {
        var figure = Of(0, 0, 0);
        figure.Value.ShouldBeNull();
        figure.Percent.ShouldBeNull();
        figure.Pending.ShouldBeNull();
        figure.Flags.ShouldBe(["emptyDenominator"]);
    }

    [Theory]
    [InlineData(29, 10, 0, "smallNumbers")]
    [InlineData(30, 10, 0, "")]
    [InlineData(100, 10, 5, "")] // exactly 5 % is not over 5 %
    [InlineData(100, 10, 6, "pending")]
    [InlineData(100, 100, 0, "hundredPercent")]
    [InlineData(20, 18, 2, "smallNumbers,pending")]
    public void flags_say_what_to_beware_of(long denominator, long numerator, long open, string flags) =>
        string.Join(',', Of(denominator, numerator, open).Flags).ShouldBe(flags);

    [Fact]
    public void a_count_is_its_own_value_and_has_no_denominator()
    {
        var tally = new Tally();
        tally.Add(Registry.Find("M01")!.Numerator.Sum, 7);
        var figure = Figure.Of(Registry.Find("M01")!, tally, []);
        figure.Value.ShouldBe(7);
        figure.Denominator.ShouldBeNull();
        figure.Percent.ShouldBeNull();
        figure.Flags.ShouldBeEmpty();
    }

    private static Figure Of(long denominator, long numerator, long open)
    {
        var tally = new Tally();
        tally.Add(M03.Denominator!.Value.Sum!, denominator);
        tally.Add(M03.Numerator.Sum, numerator);
        tally.Add(M03.Open!, open);
        return Figure.Of(M03, tally, []);
    }
}
