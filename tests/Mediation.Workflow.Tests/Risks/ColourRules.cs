using Mediation.Contracts.Intake;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Rounds;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Risks;

public sealed class ColourRules
{
    private static SignalRecorded Seen(SignalKind kind, int day = 0, int id = 71) => new(Id(id), kind, null, Now.AddDays(day), Now.AddDays(day));

    private static string Colour(params IEnumerable<object> events)
    {
        var assessment = Given.Events<Case>(events).State.Assessment;
        return string.Join(' ', assessment.Fired.Select(f => f.Rule).Prepend(assessment.InEffect.ToString()));
    }

    [Fact]
    public void Every_colour_comes_with_the_rules_that_fired()
    {
        Colour(Open()).ShouldBe("Green");
        Colour([.. Open(), Seen(SignalKind.ThreatOfViolence)]).ShouldBe("Red R3");
        Colour([.. Open(), Seen(SignalKind.PhysicalClash), Seen(SignalKind.DomesticViolence, 0, 72)]).ShouldBe("Red R1 R2");
        Colour(Open(Opened("0101"))).ShouldBe("Yellow R4");
        Colour(Open(Opened("0804"))).ShouldBe("Yellow R4");
        Colour(Open(Opened() with { Parties = [.. Enumerable.Range(1, 5).Select(n => new PartyRef(Id(100 + n), "A", "person")), new PartyRef(PartyB, "B", "person")] }))
            .ShouldBe("Yellow R5");
        Colour([.. Open(), Record(RecordKind.RiskAssessment, risk: Risk.Yellow)]).ShouldBe("Yellow A2");
    }

    [Fact]
    public void A_cleared_signal_gives_no_colour() =>
        Colour([.. Open(), Seen(SignalKind.ThreatOfViolence), new SignalCleared(Id(71), SignalKind.ThreatOfViolence, Now)]).ShouldBe("Green");

    [Fact]
    public void Incidents_that_repeat_before_a_handling_are_yellow_that_stop_after_it_green_and_that_come_again_red()
    {
        object[] repeated = [.. Open(), Seen(SignalKind.Incident, 0, 71), Seen(SignalKind.Incident, 3, 72)];
        Colour(repeated).ShouldBe("Yellow C2");
        object[] handled = [.. repeated, new SessionHeld(Id(51), true, Now.AddDays(5), 60, Now.AddDays(5))];
        Colour(handled).ShouldBe("Yellow C2 C3");
        Colour([.. Open(), Seen(SignalKind.Incident), Seen(SignalKind.FirstTeaching, 1, 73)]).ShouldBe("Green C3");
        Colour([.. handled, Seen(SignalKind.Incident, 9, 74)]).ShouldBe("Red C1 C2");
    }

    [Fact]
    public void Two_failed_rounds_are_yellow_and_a_rebound_is_red()
    {
        object[] once = [.. Open(), new CaseClosed("G", Now.AddDays(1)), new RoundOpened(2, Committee, null, false, Now.AddDays(2))];
        Colour(once).ShouldBe("Green");
        Colour([.. once, new CaseClosed("U", Now.AddDays(9))]).ShouldBe("Yellow R6");
        Colour([.. Open(), new CaseClosed("A", Now.AddDays(1)), new CaseRebounded(NewId, 1, Now.AddDays(9), true, Now.AddDays(9))]).ShouldBe("Red C1");
    }

    [Fact]
    public void Incidents_leave_the_window_after_ninety_days()
    {
        var state = Given.Events<Case>([.. Open(), Seen(SignalKind.FirstTeaching), Seen(SignalKind.Incident, 1, 72)]).State;
        state.Assessment.InEffect.ShouldBe(Risk.Red);
        Assessment.At(state, Now.AddDays(91)).Colour.ShouldBe(Risk.Red);
        Assessment.At(state, Now.AddDays(92)).Colour.ShouldBe(Risk.Green);
    }

    [Fact]
    public void Time_alone_changes_the_colour_on_record_once_for_each_incident_that_leaves_the_window()
    {
        Given.Events<Case>(Open()).When(s => ReassessColour.Decide(s, Now.AddDays(400))).ThenNothing();
        object[] twice = [.. Open(), Seen(SignalKind.FirstTeaching), Seen(SignalKind.Incident, 1, 72), Seen(SignalKind.Incident, 5, 73)];
        RiskCatalog.NextChange(Given.Events<Case>(twice).State).ShouldBe(Now.AddDays(91).AddSeconds(1));
        Given.Events<Case>(twice).When(s => ReassessColour.Decide(s, Now.AddDays(91))).ThenNothing();
        Given.Events<Case>(twice).When(s => ReassessColour.Decide(s, Now.AddDays(92))).Then(new ColourReassessed(Risk.Red, Now.AddDays(92)));
        object[] one = [.. twice, new ColourReassessed(Risk.Red, Now.AddDays(92))];
        Given.Events<Case>(one).When(s => ReassessColour.Decide(s, Now.AddDays(93))).ThenNothing();
        Given.Events<Case>(one).When(s => ReassessColour.Decide(s, Now.AddDays(96))).Then(new ColourReassessed(Risk.Green, Now.AddDays(96)));
        object[] none = [.. one, new ColourReassessed(Risk.Green, Now.AddDays(96))];
        Colour(none).ShouldBe("Green");
        RiskCatalog.NextChange(Given.Events<Case>(none).State).ShouldBeNull();
    }

    [Fact]
    public void A_person_s_colour_goes_before_the_rules_until_it_is_lifted()
    {
        object[] red = [.. Open(), Seen(SignalKind.ThreatOfViolence)];
        Given.Events<Case>(red).When(s => OverrideColour.Decide(s, new(), NewId, Now)).ThenBad("colour", "reason");
        Given.Events<Case>(red).When(s => LiftOverride.Decide(s, new("x"), NewId, Now)).ThenRefused("colour.notOverridden");
        var decided = Given.Events<Case>(red).When(s => OverrideColour.Decide(s, new(Risk.Yellow, "已当面化解"), NewId, Now));
        decided.Then(new ColourOverridden(NewId, Risk.Yellow, Now));
        decided.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("已当面化解");
        object[] overridden = [.. red, new ColourOverridden(NewId, Risk.Yellow, Now)];
        Colour([.. overridden, Seen(SignalKind.PhysicalClash, 0, 72)]).ShouldBe("Yellow R2 R3");
        Given.Events<Case>(overridden).When(s => LiftOverride.Decide(s, new("再次扬言"), NewId, Now)).Then(new OverrideLifted(NewId, Now));
        Colour([.. overridden, new OverrideLifted(NewId, Now)]).ShouldBe("Red R3");
    }
}
