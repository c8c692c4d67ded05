using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Storage;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Cases;

public sealed class OpeningAndAssignment
{
    private static readonly WorkingDays Days = new(new HashSet<DateOnly>(), new HashSet<DateOnly>());

    private static readonly DisputeAccepted Accepted = new(
        CaseId, "（2026）段人调字第0001号", Committee, "610981113", "0999", "police",
        [new PartyRef(PartyA, "A", "person"), new PartyRef(PartyB, "B", "person")], 2, null, null, Now);

    private static readonly object[] Waiting = [Opened(), Requested()];

    private static readonly object[] WaitingForAnswer = [.. Waiting, Proposed()];

    [Fact]
    public void An_accepted_dispute_opens_its_case_and_asks_for_a_mediator() =>
        Given.Events<Case>().When(s => OpenCase.Decide(s, Accepted, () => NewId, Now)).Then(Opened(), Requested());

    [Fact]
    public void Signs_that_screening_found_stand_from_the_beginning() =>
        Given.Events<Case>().When(s => OpenCase.Decide(s, Accepted with { Signs = [ScreeningSigns.Minor] }, () => NewId, Now))
            .Then(Opened(), Requested(), new SignalRecorded(NewId, SignalKind.Minor, null, Now, Now));

    [Fact]
    public void The_same_dispute_opens_no_second_case() =>
        Given.Events<Case>(Waiting).When(s => OpenCase.Decide(s, Accepted, () => NewId, Now)).ThenNothing();

    [Fact]
    public void A_reserved_mediator_is_proposed_and_has_three_working_days() =>
        Given.Events<Case>(Waiting).When(s => ProposeMediator.Decide(s, new MediatorReserved(CaseId, 1, Mediator, Now), Days, Now)).Then(Proposed());

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_reservation_for_another_attempt_is_ignored(int attempt) =>
        Given.Events<Case>(Waiting).When(s => ProposeMediator.Decide(s, new MediatorReserved(CaseId, attempt, Mediator, Now), Days, Now)).ThenNothing();

    [Fact]
    public void A_reservation_for_a_case_nobody_knows_is_ignored() =>
        Given.Events<Case>().When(s => ProposeMediator.Decide(s, new MediatorReserved(CaseId, 0, Mediator, Now), Days, Now)).ThenNothing();

    [Fact]
    public void That_no_mediator_is_left_is_on_record_and_the_case_waits_on()
    {
        Given.Events<Case>(Waiting).When(s => ProposeMediator.Decide(s, new NoMediatorAvailable(CaseId, 1), Now)).Then(new MediatorNotFound(1, Now));
        Given.Events<Case>([.. Waiting, new MediatorNotFound(1, Now)]).State.Status.ShouldBe(CaseStatus.WaitingForMediator);
    }

    [Fact]
    public void The_proposed_mediator_accepts_and_the_first_step_begins()
    {
        Given.Events<Case>(WaitingForAnswer).When(s => AcceptAssignment.Decide(s, new(Mediator), Now)).Then(new MediatorAssigned(Mediator, Now));
        Given.Events<Case>(Open()).State.Status.ShouldBe(CaseStatus.Open);
    }

    [Fact]
    public void Accepting_twice_changes_nothing() =>
        Given.Events<Case>(Open()).When(s => AcceptAssignment.Decide(s, new(Mediator), Now)).ThenNothing();

    [Fact]
    public void Another_mediator_can_neither_accept_nor_decline()
    {
        Given.Events<Case>(WaitingForAnswer).When(s => AcceptAssignment.Decide(s, new(Other), Now)).ThenRefused("assignment.notProposed");
        Given.Events<Case>(WaitingForAnswer).When(s => DeclineAssignment.Decide(s, new(Other, "忙"), NewId, Now)).ThenRefused("assignment.notProposed");
    }

    [Fact]
    public void An_assigned_case_takes_no_further_answer_or_proposal()
    {
        Given.Events<Case>(Open()).When(s => AcceptAssignment.Decide(s, new(Other), Now)).ThenRefused("case.notWaiting");
        Given.Events<Case>(Open()).When(s => DeclineAssignment.Decide(s, new(Mediator, "忙"), NewId, Now)).ThenRefused("case.notWaiting");
        Given.Events<Case>(Open()).When(s => ProposeMediator.Decide(s, new ProposeMediator(Other), Days, Now)).ThenRefused("case.notWaiting");
    }

    [Fact]
    public void Who_declines_is_excluded_from_the_next_request_and_the_reason_is_sealed()
    {
        var decided = Given.Events<Case>(WaitingForAnswer).When(s => DeclineAssignment.Decide(s, new(Mediator, "与当事人是亲戚"), NewId, Now));
        decided.Then(new MediatorDeclined(Mediator, 1, NewId, Now), Requested(2, Mediator));
        decided.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("与当事人是亲戚");
    }

    [Fact]
    public void A_named_mediator_counts_as_a_new_attempt_so_that_a_late_reservation_is_ignored()
    {
        var named = new MediatorProposed(Other, 2, new DateOnly(2026, 3, 23), Now);
        Given.Events<Case>(Waiting).When(s => ProposeMediator.Decide(s, new ProposeMediator(Other), Days, Now)).Then(named);
        Given.Events<Case>([.. Waiting, named]).When(s => ProposeMediator.Decide(s, new MediatorReserved(CaseId, 1, Mediator, Now), Days, Now)).ThenNothing();
        Given.Events<Case>([.. Waiting, named]).When(s => ProposeMediator.Decide(s, new ProposeMediator(Other), Days, Now)).ThenNothing();
    }

    [Fact]
    public void Fields_that_are_missing_are_named()
    {
        Given.Events<Case>(Waiting).When(s => ProposeMediator.Decide(s, new ProposeMediator(), Days, Now)).ThenBad("mediatorId");
        Given.Events<Case>(Waiting).When(s => AcceptAssignment.Decide(s, new(), Now)).ThenBad("mediatorId");
        Given.Events<Case>(Waiting).When(s => DeclineAssignment.Decide(s, new(), NewId, Now)).ThenBad("mediatorId", "reason");
    }
}
