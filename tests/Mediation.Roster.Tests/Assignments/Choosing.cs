using Mediation.Contracts.Workflow;
using Mediation.Roster.Assignments;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Assignments;

public sealed class Choosing
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Committee = Id(99);
    private static readonly MediatorWanted Wanted = new(Id(100), 1, Committee, "610981113204", "0902", []);

    [Fact]
    public void the_closest_area_comes_first() => ChosenOf(
        Of(1) with { AreaCode = "610981" }, Of(2) with { AreaCode = "610981113204", Load = 9 }, Of(3) with { AreaCode = "610981113" }).ShouldBe(Id(2));

    [Fact]
    public void a_sibling_village_is_as_close_as_the_township() => ChosenOf(
        Of(1) with { AreaCode = "610981113205", Load = 2 }, Of(2) with { AreaCode = "610981113", Load = 1 }).ShouldBe(Id(2));

    [Fact]
    public void then_who_knows_the_subject() => ChosenOf(
        Of(1), Of(2) with { TypeCodes = ["09"], Load = 3 }, Of(3) with { TypeCodes = ["01", "0901"] }).ShouldBe(Id(2));

    [Fact]
    public void and_the_very_type_better_than_its_class() => ChosenOf(Of(1) with { TypeCodes = ["09"] }, Of(2) with { TypeCodes = ["0902"], Load = 3 }).ShouldBe(Id(2));

    [Fact]
    public void then_who_comes_from_the_township() => ChosenOf(
        Of(1) with { HomeTown = "610981114" }, Of(2) with { HomeTown = "610981113205", Load = 3 }).ShouldBe(Id(2));

    [Fact]
    public void among_the_equally_busy_who_knows_the_law() => ChosenOf(Of(1), Of(2) with { LawCertificate = true }, Of(3) with { LawCertificate = true, Load = 1 }).ShouldBe(Id(2));

    [Fact]
    public void who_is_away_or_full_is_chosen_only_when_all_posts_are_open()
    {
        ReserveMediator.Choose(Wanted, [Of(1) with { Away = true }, Of(2) with { Load = 50 }]).ShouldBeNull();
        ChosenOf(Of(1) with { Away = true, Load = 60, Surge = true }).ShouldBe(Id(1));
    }

    [Fact]
    public void then_who_has_least_to_do() => ChosenOf(Of(1) with { Load = 3 }, Of(2) with { Load = 2 }).ShouldBe(Id(2));

    [Fact]
    public void then_who_has_waited_longest()
    {
        ChosenOf(Of(1) with { LastReservedAt = Now }, Of(2) with { LastReservedAt = Now.AddDays(-1) }).ShouldBe(Id(2));
        ChosenOf(Of(1) with { LastReservedAt = Now }, Of(2)).ShouldBe(Id(2));
    }

    [Fact]
    public void and_the_id_settles_ties() => ChosenOf(Of(2), Of(1)).ShouldBe(Id(1));

    [Fact]
    public void nobody_is_chosen_who_is_excluded_or_full()
    {
        ReserveMediator.Choose(Wanted with { Excluded = [Id(1)] }, [Of(1), Of(2) with { Load = 50 }]).ShouldBeNull();
        ReserveMediator.Choose(Wanted, []).ShouldBeNull();
    }

    [Fact]
    public void the_choice_is_reserved() =>
        Scenario.Given<Assignment>().When(Reserve(Wanted, Of(1))).Then(new ReservationMade(1, Committee, Id(1), Now));

    [Fact]
    public void that_nobody_is_left_is_an_event_of_its_own() =>
        Scenario.Given<Assignment>().When(Reserve(Wanted)).Then(new NoMediatorFound(1, Committee, Now));

    [Fact]
    public void a_second_attempt_releases_the_first_in_the_same_decision()
    {
        var again = Wanted with { Attempt = 2, Excluded = [Id(1)] };
        var outcome = Scenario.Given<Assignment>(Made(1)).When(Reserve(again, Of(1), Of(2)));
        outcome.Then(new ReservationReleased(Id(1), Now), new ReservationMade(2, Committee, Id(2), Now));
        outcome.After.MediatorId.ShouldBe(Id(2));
        Scenario.Given<Assignment>(Made(1)).When(Reserve(again, Of(1))).Then(new ReservationReleased(Id(1), Now), new NoMediatorFound(2, Committee, Now));
    }

    [Fact]
    public void an_attempt_heard_again_or_too_late_changes_nothing()
    {
        Scenario.Given<Assignment>(Made(1)).When(Reserve(Wanted, Of(2))).ThenNothing();
        Scenario.Given<Assignment>(Made(2)).When(Reserve(Wanted, Of(2))).ThenNothing();
        Scenario.Given<Assignment>(new NoMediatorFound(1, Committee, Now)).When(Reserve(Wanted, Of(2))).ThenNothing();
    }

    [Fact]
    public void one_named_by_hand_takes_the_place_of_the_one_before()
    {
        var named = new MediatorNamed(Id(100), 2, Id(2), Now);
        Scenario.Given<Assignment>(Made(1)).When(state => TakeOnMediator.Decide(state, named, Now)).Then(new ReservationReleased(Id(1), Now), new MediatorTakenOn(2, Id(2), Now));
        Scenario.Given<Assignment>(new NoMediatorFound(1, Committee, Now)).When(state => TakeOnMediator.Decide(state, named, Now)).Then(new MediatorTakenOn(2, Id(2), Now));
        Scenario.Given<Assignment>(Made(1)).When(state => TakeOnMediator.Decide(state, named with { Attempt = 1, MediatorId = Id(1) }, Now)).ThenNothing();
        Scenario.Given<Assignment>(Made(3)).When(state => TakeOnMediator.Decide(state, named, Now)).ThenNothing();
        Scenario.Given<Assignment>(new AssignmentClosed(Now)).When(state => TakeOnMediator.Decide(state, named, Now)).ThenNothing();
    }

    [Fact]
    public void an_ended_case_frees_its_mediator_once()
    {
        var outcome = Scenario.Given<Assignment>(Made(1)).When(state => CloseAssignment.Decide(state, Ended(), Now));
        outcome.Then(new ReservationReleased(Id(1), Now), new AssignmentClosed(Now));
        outcome.After.Open.ShouldBeFalse();
        new Given<Assignment>(outcome.After).When(state => CloseAssignment.Decide(state, Ended(), Now)).ThenNothing();
    }

    [Fact]
    public void a_case_that_ended_first_wants_nobody_any_more()
    {
        var ended = Scenario.Given<Assignment>().When(state => CloseAssignment.Decide(state, Ended(), Now)).Then(new AssignmentClosed(Now)).After;
        new Given<Assignment>(ended).When(Reserve(Wanted, Of(1))).ThenNothing();
    }

    [Fact]
    public void a_further_round_wants_somebody_again_and_the_end_of_the_earlier_one_may_be_heard_after_that()
    {
        var again = Wanted with { Attempt = 2, Round = 2 };
        var ended = Scenario.Given<Assignment>(Made(1), new ReservationReleased(Id(1), Now), new AssignmentClosed(Now));
        var made = ended.When(Reserve(again, Of(2))).Then(new ReservationMade(2, Committee, Id(2), Now, 2)).After;
        (made.Open, made.Closed).ShouldBe((true, false));
        new Given<Assignment>(made).When(state => CloseAssignment.Decide(state, Ended(), Now)).ThenNothing();
        new Given<Assignment>(made).When(state => CloseAssignment.Decide(state, Ended(2), Now))
            .Then(new ReservationReleased(Id(2), Now), new AssignmentClosed(Now, 2));
        Scenario.Given<Assignment>(Made(1)).When(Reserve(again, Of(2))).Then(new ReservationReleased(Id(1), Now), new ReservationMade(2, Committee, Id(2), Now, 2));
    }

    private static CaseEnded Ended(int? round = null) => new(Wanted.CaseId, "G", Now) { Round = round };

    private static ReservationMade Made(int attempt) => new(attempt, Committee, Id(1), Now);

    private static Func<Assignment, ServiceDefaults.Decision> Reserve(MediatorWanted wanted, params Candidate[] candidates) =>
        state => ReserveMediator.Decide(state, wanted, candidates, Now);

    private static Guid? ChosenOf(params Candidate[] candidates) => ReserveMediator.Choose(Wanted, candidates)?.MediatorId;

    private static Candidate Of(int n) => new(Id(n), "610981", [], 50, 0, null);

    private static Guid Id(int n) => Guid.Parse($"019c0000-0000-7000-8000-{n:000000000000}");
}
