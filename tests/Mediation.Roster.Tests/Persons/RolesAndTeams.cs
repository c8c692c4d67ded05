using Mediation.Contracts;
using Mediation.Roster.Coverage;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Teams;
using Mediation.ServiceDefaults;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Persons;

public sealed class RolesAndTeams
{
    private const string Village = "610981100004";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Guid Id = Guid.Parse("019c0000-0000-7000-8000-000000000001");
    private static readonly Guid RoleId = Guid.Parse("019c0000-0000-7000-8000-000000000002");
    private static readonly Guid TeamId = Guid.Parse("019c0000-0000-7000-8000-000000000003");
    private static readonly PersonEntered Entered = new(Village, Sex.Female, Now);
    private static readonly RoleTaken Notable = new(RoleId, PersonRole.VillageNotable, null, Village, Today, Today.AddYears(1), Now);

    [Fact]
    public void a_person_has_many_roles_and_the_same_one_again_only_later()
    {
        Scenario.Given<Person>(Entered, Notable).When(Take(PersonRole.PartyMember)).Then(new RoleTaken(RoleId, PersonRole.PartyMember, null, Village, Today, null, Now));
        Scenario.Given<Person>(Entered, Notable).When(Take(PersonRole.VillageNotable)).ThenRefused("role.held");
        Scenario.Given<Person>(Entered, Notable with { To = Today.AddDays(-1), From = Today.AddDays(-9) }).When(Take(PersonRole.VillageNotable)).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void a_seat_is_one_of_a_committee() =>
        Scenario.Given<Person>(Entered).When(Take(PersonRole.CommitteeHead)).ThenRefused("role.unitMissing");

    [Fact]
    public void a_duty_is_written_with_the_unit_that_must_have_it()
    {
        var unit = CoveredUnit.IdOf(UnitKind.Village, Village, null);
        var command = new TakeRole(PersonRole.LegalLiteratePerson, AreaCode: Village, From: Today);
        var taken = Scenario.Given<Person>(Entered).When(state => TakeRole.Decide(state, command, new RolePlace(Village, unit), Id, RoleId, Now));
        taken.Decision.SecondEvents.ShouldHaveSingleItem().ShouldBe(new DutyTaken(RoleId, Id, Today, null, Now));
        var left = new Given<Person>(taken.After).When(state => LeaveRole.Decide(state, RoleId, new LeaveRole(Today.AddDays(9)), Now)).Then(new RoleLeft(RoleId, Today.AddDays(9), Now));
        left.Decision.SecondEvents.ShouldHaveSingleItem().ShouldBe(new DutyLeft(RoleId, Today.AddDays(9), Now));
        new Given<Person>(taken.After).When(state => LeaveRole.Decide(state, RoleId, new LeaveRole(Today.AddDays(-1)), Now)).ThenRefused("role.endsBeforeStart");
        new Given<Person>(taken.After).When(state => LeaveRole.Decide(state, TeamId, new LeaveRole(Today), Now)).ThenRefused("role.unknown");
    }

    [Fact]
    public void to_mediate_is_one_more_role_and_leaves_the_others()
    {
        var appointed = Scenario.Given<Person>(Entered, Notable, new SkillsRecorded(true, ["zh"], null, ["0902"], Now))
            .When(state => AppointMediator.Decide(state, new AppointMediator(TeamId, Capacity.VillageNotable), Now));
        appointed.Then(new MediatorAppointed(TeamId, Capacity.VillageNotable, Village, ["0902"], 50, Now));
        appointed.After.Roles.Count.ShouldBe(1);
        new Given<Person>(appointed.After).When(state => AppointMediator.Decide(state, new AppointMediator(TeamId, Capacity.Lawyer), Now)).ThenRefused("mediator.appointed");
    }

    [Fact]
    public void a_mediator_who_was_appointed_before_there_were_persons_reads_as_one()
    {
        var old = System.Text.Json.JsonSerializer.Deserialize(
            """{"version":1,"committeeId":"019c0000-0000-7000-8000-000000000003","capacity":"Lawyer","areaCode":"610981","typeCodes":[],"maxLoad":50}""",
            Roster.Storage.RosterJson.Default.Person)!;
        (old.CommitteeId, old.Capacity, old.Roles.Count, old.Memberships.Count, old.Languages.Count).ShouldBe((TeamId, Capacity.Lawyer, 0, 0, 0));
    }

    [Fact]
    public void a_person_is_in_a_team_once_at_a_time()
    {
        var joined = new TeamJoined(TeamId, Today, Now);
        Scenario.Given<Person>(Entered).When(Join(new Team())).Then(joined).After.TeamId.ShouldBe(TeamId);
        Scenario.Given<Person>(Entered, joined).When(Join(new Team())).ThenRefused("team.memberAlready");
        var left = new TeamLeft(TeamId, Today.AddDays(3), Now);
        Scenario.Given<Person>(Entered, joined).When(state => LeaveTeam.Decide(state, TeamId, new LeaveTeam(Today.AddDays(3)), Now)).Then(left).After.TeamId.ShouldBeNull();
        Scenario.Given<Person>(Entered, joined, left).When(Join(new Team())).Then(joined);
        Scenario.Given<Person>(Entered).When(state => LeaveTeam.Decide(state, TeamId, new LeaveTeam(), Now)).ThenRefused("team.noMember");
        Scenario.Given<Person>(Entered).When(Join(new Team { ActiveTo = Today })).ThenRefused("team.dissolved");
    }

    [Fact]
    public void a_branch_has_a_parent_and_its_committee()
    {
        AreaCode.TryParse(Village, out var area).ShouldBeTrue();
        var command = new FormTeam("东街分室", TeamKind.Branch, Village, ParentId: TeamId);
        Scenario.Given<Team>().When(_ => FormTeam.Decide(Id, command, area.Value, null, Now)).ThenRefused("team.parentMissing");
        var formed = Scenario.Given<Team>().When(_ => FormTeam.Decide(Id, command, area.Value, new Team { CommitteeId = RoleId }, Now));
        formed.Then(new TeamFormed(TeamKind.Branch, TeamId, RoleId, Village, Now));
        formed.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("东街分室");
    }

    [Fact]
    public void skills_have_codes() =>
        RecordSkills.Check(new RecordSkills(null, ["Mandarin!"], null, ["9"])).Refusal!.Errors.Select(e => $"{e.Field}:{e.Code}")
            .ShouldBe(["lawCertificate:required", "languages:malformed", "typeCodes:malformed"]);

    private static Func<Person, Decision> Take(PersonRole role) =>
        state => TakeRole.Decide(state, new TakeRole(role, From: Today), new RolePlace(null, null), Id, RoleId, Now);

    private static Func<Person, Decision> Join(Team team) => state => JoinTeam.Decide(state, team, TeamId, new JoinTeam(Id, Today), Now);
}
