using Mediation.Contracts;

namespace Mediation.Contracts.Tests;

public sealed class AreaCodes
{
    [Theory]
    [InlineData("61", "61")]
    [InlineData("6109", "6109")]
    [InlineData("610981", "610981")]
    [InlineData("610981100", "610981100")]
    [InlineData("610981113204", "610981113204")]
    [InlineData("610981113204012", "610981113204012")]
    [InlineData("610000", "61")]
    [InlineData("610981113000", "610981113")]
    [InlineData("610981000000", "610981")]
    [InlineData("610981100004000", "610981100004")]
    public void padding_is_taken_off_level_by_level(string text, string code)
    {
        AreaCode.TryParse(text, out var area).ShouldBeTrue();
        area.Value.Value.ShouldBe(code);
        area.Value.ToString().ShouldBe(code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("6")]
    [InlineData("610")]
    [InlineData("00")]
    [InlineData("000000")]
    [InlineData("61098111")]
    [InlineData("61098a")]
    [InlineData("６１")]
    [InlineData(" 61")]
    [InlineData("6109811132040120")]
    public void what_is_no_area_code_is_refused(string? text)
    {
        AreaCode.TryParse(text, out var area).ShouldBeFalse();
        area.ShouldBeNull();
    }

    [Fact]
    public void an_area_knows_what_it_lies_in()
    {
        var village = Of("610981113204");
        village.Parent.ShouldBe(Of("610981113"));
        village.WithAncestors().Select(a => a.Value).ShouldBe(["61", "6109", "610981", "610981113", "610981113204"]);
        Of("61").Parent.ShouldBeNull();
        Of("610981").Contains(village).ShouldBeTrue();
        village.Contains(village).ShouldBeTrue();
        village.Contains(Of("610981")).ShouldBeFalse();
        Of("610902").Contains(village).ShouldBeFalse();
    }

    [Theory]
    [InlineData("61", 4)]
    [InlineData("6109", 6)]
    [InlineData("610981", 9)]
    [InlineData("610981113", 12)]
    [InlineData("610981113204", 15)]
    [InlineData("610981113204012", 0)]
    public void and_how_long_the_codes_below_it_are(string code, int length) => Of(code).ChildLength.ShouldBe(length);

    [Fact]
    public void a_day_is_that_of_shanghai()
    {
        ChinaTime.DayOf(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 3, 2));
        ChinaTime.DayOf(new DateTimeOffset(2026, 3, 1, 15, 59, 59, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 3, 1));
        ChinaTime.StartOf(new DateOnly(2026, 3, 2)).ShouldBe(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero));
    }

    private static AreaCode Of(string text) => AreaCode.TryParse(text, out var area) ? area.Value : throw new ArgumentException(text);
}
