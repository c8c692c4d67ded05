using Mediation.Contracts;
using Mediation.Reporting.Publications;
using Mediation.Reporting.Sheets;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Tests.Sheets;

public sealed class DecidingClosings
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 1, 0, 0, TimeSpan.FromHours(8));
    private static readonly Guid Id = Guid.Parse("00000001-0000-0000-0000-000000000001");

    [Fact]
    public void a_month_is_over_when_it_is_in_shanghai() =>
        CloseSheet.Decide(March(), Draft(), "00", Now.AddHours(-1)).Events.ShouldBe([new SheetClosed("S1", "610981", "2026-03", "00", Now.AddHours(-1))]);

    [Fact]
    public void before_it_is_not() => CloseSheet.Decide(March(), Draft(), "00", Now.AddMinutes(-61)).Refusal!.Code.ShouldBe("sheet.monthNotOver");

    [Fact]
    public void areas_below_come_before_what_does_not_add_up()
    {
        var wrong = new Refusal("sheet.controlSum", "", "");
        CloseSheet.Decide(March(), Draft(wrong, new OpenArea("610981100", "城关镇")), "00", Now).Refusal!.Missing.ShouldBe(["610981100"]);
        CloseSheet.Decide(March(), Draft(wrong), "00", Now).Refusal.ShouldBe(wrong);
    }

    [Fact]
    public void a_correction_is_the_next_revision_and_its_reason_is_sealed()
    {
        var closed = SheetClosing.Initial.Evolve(new SheetClosed("S1", "610981", "2026-03", "00", Now));
        var decision = CorrectSheet.Decide(closed, new("迟报"), Id, 1, Draft(), "11", Now);
        decision.Events.ShouldBe([new SheetCorrected(Id, 2, "11", Now)]);
        decision.Texts.ShouldBe([new VaultText(Id, "reason", "迟报")]);
        closed.Evolve(decision.Events[0]).Revision.ShouldBe(2);
        var wrong = new Refusal("sheet.controlSum", "", "");
        CorrectSheet.Decide(closed, new("迟报"), Id, 1, Draft(wrong), "11", Now).Refusal.ShouldBe(wrong);
    }

    [Fact]
    public void figures_that_were_read_before_another_correction_are_not_put_after_it()
    {
        var closed = SheetClosing.Initial.Evolve(new SheetClosed("S1", "610981", "2026-03", "00", Now));
        var corrected = closed.Evolve(new SheetCorrected(Id, 2, "11", Now));
        CorrectSheet.Decide(corrected, new("迟报"), Id, 1, Draft(), "11", Now).Refusal!.Code.ShouldBe("sheet.correctedMeanwhile");
        var figures = new PublishedFigures([new("M01")], Now, "[]"u8.ToArray());
        var revised = new Publication { Revision = 2 };
        RevisePublication.Decide(revised, new("更正"), Id, 1, figures, Now).Refusal!.Code.ShouldBe("publication.revisedMeanwhile");
        RevisePublication.Decide(revised, new("更正"), Id, 2, figures, Now).Refusal.ShouldBeNull();
    }

    [Fact]
    public void a_publication_is_numbered_by_the_year_in_shanghai()
    {
        AreaCode.TryParse("610981", out var area);
        var newYear = new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero);
        var figures = new PublishedFigures([new("M01")], newYear, "[]"u8.ToArray());
        var decision = PublishFigures.Decide(Id, area!.Value, new(" 年报 ", "610981", figures.Questions), figures, 7, newYear);
        var state = Publication.Initial.Evolve(decision.Events.ShouldHaveSingleItem());
        (state.Number, state.AreaCode, state.Revision).ShouldBe(("2027-0007", "610981", 1));
        decision.Texts.ShouldBe([new VaultText(Id, "title", "年报")]);
        var revision = RevisePublication.Decide(state, new("更正"), Id, 1, figures, newYear);
        state.Evolve(revision.Events[0]).Revision.ShouldBe(2);
        revision.Texts.ShouldBe([new VaultText(Id, "reason", "更正")]);
    }

    [Fact]
    public void groups_are_compared_by_their_keys()
    {
        var changes = FigureChange.Between(
            """[{"metric":"M01","definitionVersion":1,"numerator":3,"groups":[{"key":"01","numerator":3}]}]"""u8.ToArray(),
            """[{"metric":"M01","definitionVersion":2,"numerator":4,"groups":[{"key":"00","key2":"x","numerator":1},{"key":"01","numerator":3}]}]"""u8.ToArray());
        changes.ShouldBe([new(0, "M01", "numerator", 3, 4), new(0, "M01", "groups[00,x].numerator", null, 1)]);
    }

    private static SheetDraft Draft(Refusal? refusal = null, params IReadOnlyList<OpenArea> missing) =>
        new(new("S1", "", "610981", "旬阳市", "2026-03", default, []), missing, refusal);

    private static SheetQuery March()
    {
        AreaCode.TryParse("610981", out var area);
        return new SheetQuery("S1", area!.Value, "旬阳市", new(2026, 3, 1));
    }
}
