using FsCheck;
using FsCheck.Fluent;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Tests;

public sealed class ExactHistograms
{
    [Fact]
    public void give_the_median_and_the_p90_of_the_values_themselves() => Prop.ForAll<NonNegativeInt[]>(drawn =>
    {
        var values = drawn.Select(d => d.Get).Order().ToArray();
        var histogram = Of(values);
        return values.Length == 0
            ? Histograms.Median(histogram) is null && Histograms.Percentile(histogram, 0.9m) is null
            : Histograms.Median(histogram) == (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2m
              && Histograms.Percentile(histogram, 0.9m) == values[((9 * values.Length) + 9) / 10 - 1];
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void add_up() => Prop.ForAll<NonNegativeInt[], NonNegativeInt[]>((some, others) =>
    {
        var (one, two, both) = (new Tally(), new Tally(), Of(some.Concat(others).Select(d => d.Get)));
        foreach (var value in some)
        {
            one.Add(value.Get, 1);
        }

        foreach (var value in others)
        {
            two.Add(value.Get, 1);
        }

        one.Add(two);
        return Histograms.Median(one.Histogram) == Histograms.Median(both);
    }).QuickCheckThrowOnFailure();

    private static SortedDictionary<int, decimal> Of(IEnumerable<int> values) =>
        new(values.GroupBy(v => v).ToDictionary(g => g.Key, g => (decimal)g.Count()));
}
