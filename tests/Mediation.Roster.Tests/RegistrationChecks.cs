using Mediation.Contracts;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Testing;

namespace Mediation.Roster.Tests;

public sealed class RegistrationChecks
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = Guid.Parse("019c0000-0000-7000-8000-000000000001");
    private static readonly RegisterCommittee Duanjiahe = new("段家河派出所调解室", "段", "610981", CommitteeKind.PoliceStationRoom);
    private static readonly RegisterMediator He = new(Id, "老何", Capacity.CommunityPoliceOfficer, Phone: "13812345678");

    [Fact]
    public void a_committee_is_established()
    {
        AreaCode.TryParse("610981", out var area).ShouldBeTrue();
        Scenario.Given<Committee>().When(_ => RegisterCommittee.Decide(Duanjiahe, area.Value, shortNameTaken: false, Now))
            .Then(new CommitteeEstablished("段家河派出所调解室", "段", "610981", CommitteeKind.PoliceStationRoom, Now));
        Scenario.Given<Committee>().When(_ => RegisterCommittee.Decide(Duanjiahe, area.Value, shortNameTaken: true, Now))
            .ThenRefused("committee.shortNameTaken");
    }

    [Theory]
    [InlineData("段家河", null)]
    [InlineData("𠮷𠮷𠮷𠮷", null)]
    [InlineData("段家河派出", "shortName:tooLong")]
    [InlineData("段 河", "shortName:malformed")]
    [InlineData("段)", "shortName:malformed")]
    [InlineData("", "shortName:required")]
    public void a_short_name_has_one_to_four_characters(string name, string? error) =>
        RegisterCommittee.Check(Duanjiahe with { ShortName = name }).Refusal?.Errors.Select(e => $"{e.Field}:{e.Code}").ShouldBe([error]);

    [Fact]
    public void an_empty_committee_or_mediator_names_its_required_fields()
    {
        RegisterCommittee.Check(new RegisterCommittee()).Refusal!.Errors.Select(e => e.Field).ShouldBe(["name", "shortName", "areaCode", "kind"]);
        RegisterMediator.Check(new RegisterMediator()).Refusal!.Errors.Select(e => e.Field).ShouldBe(["committeeId", "name", "capacity"]);
    }

    [Fact]
    public void a_mediator_has_the_committees_area_and_fifty_cases_unless_said_otherwise()
    {
        var committee = Committee.Initial with { AreaCode = "610981" };
        var outcome = Scenario.Given<Person>().When(_ => RegisterMediator.Decide(Id, committee, null, He, Now));
        outcome.Then(new MediatorAppointed(Id, Capacity.CommunityPoliceOfficer, "610981", [], 50, Now));
        outcome.Decision.Texts.Select(t => (t.Field, t.Text)).ShouldBe([("name", "老何"), ("phone", "13812345678")]);
    }

    [Fact]
    public void wrong_fields_of_a_mediator_are_named() =>
        RegisterMediator.Check(He with { MaxLoad = 0, TypeCodes = ["0902", null], Phone = "call" }).Refusal!.Errors
            .Select(e => $"{e.Field}:{e.Code}").ShouldBe(["maxLoad:outOfRange", "typeCodes:malformed", "phone:malformed"]);
}
