using Mediation.EventStore;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Tests;

/// <summary>What is shown to callers from outside an area.</summary>
public sealed class SmallCells
{
    private static readonly RowScope County = new([], ["610981"], []);
    private static readonly RowScope City = new([], ["6109"], []);

    [Fact]
    public void of_fewer_than_five_disputes_are_hidden_and_one_more_so_that_the_total_does_not_tell()
    {
        var shown = Hide(County, ("610902", 3), ("610921", 7), ("610922", 40), ("610923", 0), ("610981", 2));
        shown.Where(g => g.Numerator is null).Select(g => g.Key).ShouldBe(["610902", "610921"]);
        shown.Single(g => g.Key == "610902").Flags.ShouldBe(["suppressed"]);
        // The caller's own is known to the caller, and none is nobody.
        shown.Single(g => g.Key == "610981").Numerator.ShouldBe(2);
        shown.Single(g => g.Key == "610923").Numerator.ShouldBe(0);
    }

    [Fact]
    public void several_hide_each_other_when_there_are_five_among_them()
    {
        Hide(County, ("610902", 3), ("610921", 2), ("610922", 40)).Count(g => g.Numerator is null).ShouldBe(2);
        Hide(County, ("610902", 1), ("610921", 1), ("610922", 40), ("610923", 50)).Where(g => g.Numerator is null).Select(g => g.Key)
            .ShouldBe(["610902", "610921", "610922"]);
    }

    [Fact]
    public void are_shown_to_those_whose_area_holds_them() =>
        Hide(City, ("610902", 3), ("610921", 1)).ShouldAllBe(g => g.Numerator != null);

    [Fact]
    public void a_whole_of_few_is_hidden_with_all_that_is_in_it()
    {
        var answer = Suppression.Hide(Answer([("610902", 3)]), Question(), County);
        answer.Numerator.ShouldBeNull();
        answer.Groups.ShouldBeNull();
        answer.Flags.ShouldBe(["suppressed"]);
    }

    [Fact]
    public void rows_and_columns_of_two_groupings_do_not_tell_either()
    {
        var question = Question() with { GroupBy = [Grouping.Area, Grouping.Type] };
        var cells = new[] { ("610902", "0901", 3), ("610902", "0201", 9), ("610921", "0901", 8), ("610921", "0201", 20), ("610922", "0901", 30), ("610922", "0201", 31) };
        var answer = MetricAnswer.Of(question, Figure(101), default) with
        {
            Groups = [.. cells.Select(c => GroupAnswer.Of(new Group(c.Item1, null, c.Item2, null, new Tally()), Figure(c.Item3)))],
        };
        var hidden = Suppression.Hide(answer, question, County).Groups!.Where(g => g.Numerator is null).ToList();
        foreach (var line in hidden.GroupBy(g => g.Key).Concat(hidden.GroupBy(g => g.Key2!)))
        {
            line.Count().ShouldBeGreaterThan(1, line.Key);
        }

        hidden.Select(g => (g.Key, g.Key2)).ShouldContain(("610902", "0901"));
    }

    private static IReadOnlyList<GroupAnswer> Hide(RowScope scope, params (string Area, int Disputes)[] areas) =>
        Suppression.Hide(Answer(areas), Question(), scope).Groups!;

    private static MetricAnswer Answer((string Area, int Disputes)[] areas) => MetricAnswer.Of(Question(), Figure(areas.Sum(a => a.Disputes)), default) with
    {
        Groups = [.. areas.Select(a => GroupAnswer.Of(new Group(a.Area, null, null, null, new Tally()), Figure(a.Disputes)))],
    };

    private static MetricQuery Question()
    {
        Contracts.AreaCode.TryParse("6109", out var city);
        return new(Registry.Find("M01")!, city, new(2026, 1, 1), new(2026, 12, 31), [Grouping.Area], null);
    }

    private static Figure Figure(int disputes)
    {
        var tally = new Tally();
        tally.Add(Registry.Find("M01")!.Numerator.Sum, disputes);
        return Metrics.Figure.Of(Registry.Find("M01")!, tally, []);
    }
}
