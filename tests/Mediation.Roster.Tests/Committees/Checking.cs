using Mediation.Roster.Committees;
using Mediation.Roster.Coverage;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Committees;

public sealed class Checking
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Guid Id = Guid.Parse("019c0000-0000-7000-8000-000000000001");
    private static readonly Seat Head = new(true, false, Today.AddYears(-1));
    private static readonly Seat Woman = new(false, true, Today.AddYears(-1));
    private static readonly Seat Man = new(false, false, null);

    [Fact]
    public void three_to_nine_with_one_head_and_a_woman_are_a_committee()
    {
        Findings(Head, Woman, Man).ShouldBeEmpty();
        Findings([Head, Woman, .. Enumerable.Repeat(Man, 7)]).ShouldBeEmpty();
        Findings([Head, Woman, .. Enumerable.Repeat(Man, 8)]).ShouldBe(["members.tooMany"]);
        Findings(Woman, Man).ShouldBe(["members.tooFew", "head.missing"]);
        Findings(Head, Head, Man).ShouldBe(["head.several", "women.missing"]);
    }

    [Fact]
    public void a_term_is_three_years()
    {
        Findings(Head with { Since = Today.AddYears(-3).AddDays(1) }, Woman, Man).ShouldBeEmpty();
        Findings(Head with { Since = Today.AddYears(-3) }, Woman, Man).ShouldBe(["term.over"]);
    }

    [Fact]
    public void a_seat_is_a_role_of_today_or_an_appointment_as_a_member()
    {
        var roles = new Person { Sex = Sex.Female }.Evolve(new RoleTaken(Id, PersonRole.CommitteeHead, Id, "610981", Today, null, Now));
        Seat.Of(roles, Id, Today).ShouldBe([new Seat(true, true, Today)]);
        Seat.Of(roles, Id, Today.AddDays(-1)).ShouldBeEmpty();
        var member = new Person().Evolve(new MediatorAppointed(Id, Capacity.CommitteeMember, "610981", [], 50, Now));
        Seat.Of(member, Id, Today).ShouldBe([Man]);
        Seat.Of(member.Evolve(new MediatorAppointed(Id, Capacity.Volunteer, "610981", [], 50, Now)), Id, Today).ShouldBeEmpty();
    }

    [Fact]
    public void posts_are_opened_and_closed_again()
    {
        Scenario.Given<Committee>().When(state => SwitchSurge.Decide(state, new SwitchSurge(true), Now)).Then(new SurgeBegan(Now));
        Scenario.Given<Committee>(new SurgeBegan(Now)).When(state => SwitchSurge.Decide(state, new SwitchSurge(true), Now)).ThenNothing();
        Scenario.Given<Committee>(new SurgeBegan(Now)).When(state => SwitchSurge.Decide(state, new SwitchSurge(false), Now)).Then(new SurgeEnded(Now)).After.Surge.ShouldBeFalse();
    }

    [Fact]
    public void a_village_has_three_persons_on_the_day_asked_for_each_once()
    {
        var unit = Scenario.Given<CoveredUnit>(
            new UnitEntered(UnitKind.Village, "610981100004", null, Now), Duty(1, 1, Today), Duty(2, 1, Today), Duty(3, 2, Today.AddDays(5)), Duty(4, 3, Today)).State;
        unit.PresentOn(Today).ShouldBe(2);
        unit.PresentOn(Today.AddDays(5)).ShouldBe(3);
        unit.Evolve(new DutyLeft(Of(4), Today, Now)).PresentOn(Today.AddDays(1)).ShouldBe(1);
        var read = ReadCoverage.Of("610981", Today, [new UnitPresence(Id, UnitKind.Village, "610981100004", null, 2), new UnitPresence(Id, UnitKind.Courtyard, "610981100004", 7, 1)]);
        read.Kinds.ShouldBe([new KindCoverage(UnitKind.Village, "legalLiteratePerson", 3, 1, 0), new KindCoverage(UnitKind.Courtyard, "courtyardHead", 1, 1, 1)]);
        read.Uncovered.ShouldHaveSingleItem().Missing.ShouldBe(1);
    }

    private static DutyTaken Duty(int role, int person, DateOnly from) => new(Of(role), Of(person), from, null, Now);

    private static Guid Of(int n) => Guid.Parse($"019c0000-0000-7000-8000-{n:000000000000}");

    private static IReadOnlyList<string> Findings(params Seat[] seats) => CheckCommittee.Of(Id, Today, seats).Findings;
}
