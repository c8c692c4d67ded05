using Mediation.Workflow.Cases;
using Mediation.Workflow.Methods;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Cases;

public sealed class ChoosingAndReentry
{
    private static readonly Method Ladder = MethodCatalog.Find("three-modes")!;
    private static readonly Method Mine = new("mine", 3, "本会法", "Ours", [new Step(1, "only", "一步", "One", [])]);
    private static readonly OwnMethod Owner = new() { Code = "mine", CommitteeId = Committee, Versions = [Mine] };

    [Fact]
    public void Before_a_step_is_completed_another_method_is_chosen() =>
        Given.Events<Case>(Open()).When(s => ChooseMethod.Decide(s, new("three-modes"), new(Ladder, null, 0), Now)).Then(new MethodChosen(Ladder, Now));

    [Fact]
    public void The_case_keeps_a_committee_s_method_as_it_was_when_chosen()
    {
        var state = Given.Events<Case>([.. Open(), new MethodChosen(Mine, Now)]).State;
        (state.Method, state.MethodVersion, state.WorkedBy.Steps.Count, state.CurrentStep).ShouldBe(("mine", 3, 1, 1));
        state = Given.Events<Case>([.. Open(), new MethodChosen(Mine, Now), new StepCompleted(1, Now)]).State;
        (state.CurrentStep, state.Status).ShouldBe((null, CaseStatus.Open));
        Given.Events<Case>([.. Open(), new MethodChosen(Mine, Now), new MethodChosen(Ladder, Now)]).State.WorkedBy.ShouldBeSameAs(Ladder);
    }

    [Fact]
    public void It_stays_once_a_step_is_completed_and_in_a_closed_case()
    {
        Given.Events<Case>(OpenAt(2)).When(s => ChooseMethod.Decide(s, new("three-modes"), new(Ladder, null, 0), Now)).ThenRefused("method.stepCompleted");
        Given.Events<Case>([.. Open(), new CaseClosed("G", Now)]).When(s => ChooseMethod.Decide(s, new("three-modes"), new(Ladder, null, 0), Now))
            .ThenRefused("case.closed");
        Given.Events<Case>(OpenAt(2)).When(s => ChooseMethod.Decide(s, new("six-step", 1), new(MethodCatalog.Find("six-step")!, null, 0), Now)).ThenNothing();
    }

    [Fact]
    public void Neither_an_unknown_one_nor_another_committee_s_nor_a_retired_one_is_chosen()
    {
        Given.Events<Case>(Open()).When(s => ChooseMethod.Decide(s, new("nine-step"), null, Now)).ThenBad("code");
        Given.Events<Case>(Open()).When(s => ChooseMethod.Decide(s, new("mine"), new(Mine, Owner with { CommitteeId = Other }, 1), Now)).ThenBad("code");
        Given.Events<Case>(Open()).When(s => ChooseMethod.Decide(s, new("mine"), new(Mine, Owner with { RetiredAt = Now }, 1), Now)).ThenRefused("method.retired");
        Given.Events<Case>(Open()).When(s => ChooseMethod.Decide(s, new("mine"), new(Mine, Owner, 1), Now)).Then(new MethodChosen(Mine, Now));
    }

    [Fact]
    public void A_completed_step_is_entered_again_for_a_reason_that_lies_in_the_vault()
    {
        var decided = Given.Events<Case>(OpenAt(4)).When(s => ReenterStep.Decide(s, new("发现新证据"), 2, NewId, Now));
        decided.Then(new StepReentered(NewId, 2, Now));
        decided.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(NewId, "reason", "发现新证据"));
        Given.Events<Case>(OpenAt(4)).When(s => ReenterStep.Decide(s, new(" "), 2, NewId, Now)).ThenBad("reason");
    }

    [Fact]
    public void Only_what_is_completed_in_an_open_case_is_entered_again_and_once()
    {
        Given.Events<Case>(OpenAt(4)).When(s => ReenterStep.Decide(s, new("x"), 4, NewId, Now)).ThenRefused("step.notCompleted");
        Given.Events<Case>(OpenAt(4)).When(s => ReenterStep.Decide(s, new("x"), 9, NewId, Now)).ThenRefused("step.unknown");
        Given.Events<Case>([.. OpenAt(4), new CaseClosed("G", Now)]).When(s => ReenterStep.Decide(s, new("x"), 2, NewId, Now)).ThenRefused("case.notOpen");
        Given.Events<Case>([.. OpenAt(4), new StepReentered(NewId, 2, Now)]).When(s => ReenterStep.Decide(s, new("x"), 2, NewId, Now)).ThenNothing();
    }

    [Fact]
    public void Later_steps_stay_completed_but_nothing_goes_on_before_it_is_done_again_with_something_new()
    {
        object[] back = [.. OpenAt(4), Record(RecordKind.LawExplained, 4, party: PartyA), .. Met(2), new StepReentered(NewId, 2, Now)];
        Given.Events<Case>(back).State.CurrentStep.ShouldBe(2);
        Given.Events<Case>(back).When(s => CompleteStep.Decide(s, 3, Now)).ThenNothing();
        Given.Events<Case>(back).When(s => CompleteStep.Decide(s, 4, Now)).ThenRefused("step.outOfOrder", "step:2");
        Given.Events<Case>(back).When(s => CompleteStep.Decide(s, 2, Now)).ThenRefused("step.gateNotMet", "newRecord");
        object[] worked = [.. back, Record(RecordKind.Note, 2)];
        Given.Events<Case>(worked).When(s => CompleteStep.Decide(s, 2, Now)).Then(new StepCompleted(2, Now));
        object[] again = [.. worked, new StepCompleted(2, Now)];
        Given.Events<Case>(again).State.CurrentStep.ShouldBe(4);
        Given.Events<Case>(again).When(s => CompleteStep.Decide(s, 4, Now)).Then(new StepCompleted(4, Now));
    }

    [Fact]
    public void Time_in_a_step_adds_up_over_its_re_entries()
    {
        var state = Given.Events<Case>(
        [
            .. Open(), new StepCompleted(1, Now.AddMinutes(10)), new StepCompleted(2, Now.AddMinutes(30)), new StepReentered(NewId, 1, Now.AddMinutes(35)),
            new StepCompleted(1, Now.AddMinutes(42)), new CaseClosed("G", Now.AddMinutes(100)),
        ]).State;
        state.Passes.Select(p => (p.Step, p.Pass, p.Code, p.EnteredAt, p.Spent.TotalMinutes, p.CompletedAt)).ShouldBe(
        [
            (1, 1, "discover", Now, 10, Now.AddMinutes(10)), (2, 1, "reassure", Now.AddMinutes(10), 20, Now.AddMinutes(30)),
            (3, 1, "establishCauses", Now.AddMinutes(30), 63, null), (1, 2, "discover", Now.AddMinutes(35), 7, Now.AddMinutes(42)),
        ]);
        state.Passes.ShouldAllBe(p => p.Since == null && p.Round == 1);
        Given.Events<Case>(Open()).State.Passes.ShouldHaveSingleItem().SpentBy(Now.AddMinutes(3)).TotalMinutes.ShouldBe(3);
    }

    private static IEnumerable<object> Met(int step) => ((Guid[])[PartyA, PartyB]).SelectMany(party => (object[])
        [Record(RecordKind.RightsNotice, step, party: party), Record(RecordKind.Consent, step, party: party, given: true)]);
}
