using FsCheck;
using FsCheck.Fluent;
using Mediation.Reporting.Cells;
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
            ? histogram.Middle(0.9m) is null
            : histogram.Middle(0.9m) == ((values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2m, values[((9 * values.Length) + 9) / 10 - 1]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void add_up_and_are_taken_off_again() => Prop.ForAll<NonNegativeInt[], NonNegativeInt[]>((some, others) =>
    {
        var (sum, one, two) = (new Histogram(), Of(some.Select(d => d.Get)), Of(others.Select(d => d.Get)));
        sum.Add(one, 1);
        sum.Add(two, 1);
        var both = sum.Rows.SequenceEqual(Of(some.Concat(others).Select(d => d.Get)).Rows);
        sum.Add(two, -1);
        return both && sum.Rows.SequenceEqual(one.Rows) && sum.Middle(0.9m) == one.Middle(0.9m);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void are_the_same_whether_their_values_lie_together_or_far_apart() => Prop.ForAll<NonNegativeInt[]>(drawn =>
    {
        int[] values = [.. drawn.Select(d => d.Get % 5)], far = [int.MinValue, int.MaxValue];
        var (together, apart) = (Of(values), Of(values));
        apart.Add(Kept([.. far.Select(value => (value, 1))]));
        List<(int Value, long Rows)> expected = [(int.MinValue, 1), .. together.Rows, (int.MaxValue, 1)];
        var both = apart.Rows.SequenceEqual(expected);
        apart.Add(Of(far), -1);
        return both && apart.Rows.SequenceEqual(together.Rows);
    }).QuickCheckThrowOnFailure();

    private static Histogram Of(IEnumerable<int> values)
    {
        var histogram = new Histogram();
        foreach (var value in values)
        {
            histogram.Add(Kept((value, 1)));
        }

        return histogram;
    }

    /// <summary>As cells keep it.</summary>
    internal static byte[] Kept(params (int Value, int Rows)[] all)
    {
        var spread = new Spread();
        foreach (var (value, rows) in all)
        {
            spread.Add(value, rows);
        }

        return spread.Bytes;
    }
}
