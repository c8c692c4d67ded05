using Mediation.Contracts.Intake;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Lineage;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Lineage;

public sealed class LineageRules
{
    private static readonly Guid Son = Id(13);

    [Theory]
    [InlineData(1993, null, null, true)]
    [InlineData(1993, 5, null, false)]
    [InlineData(1996, 2, 29, false)]
    [InlineData(2026, 3, 18, false)]
    public void An_incident_of_decades_ago_is_dated_as_well_as_it_is_remembered(int year, int? month, int? day, bool about) =>
        Given.Events<Case>(Open()).When(s => RecordIncident.Decide(s, new(year, month, day, about, Handling.Village, "父辈为滴水檐争执"), NewId, Now))
            .Then(new EarlierIncidentRecorded(NewId, year, month, day, about, Handling.Village, Now));

    [Theory]
    [InlineData(1899, null, null, "year")]
    [InlineData(2027, null, null, "year")]
    [InlineData(2026, 4, null, "month")]
    [InlineData(2026, 3, 19, "day")]
    [InlineData(1995, 2, 29, "day")]
    [InlineData(1995, null, 3, "month")]
    [InlineData(1995, 13, null, "month")]
    public void What_is_no_date_or_is_still_to_come_is_none(int year, int? month, int? day, string field) =>
        Given.Events<Case>(Open()).When(s => RecordIncident.Decide(s, new(year, month, day, null, Handling.None, "x"), NewId, Now)).ThenBad(field);

    [Fact]
    public void An_heir_steps_into_the_side_and_is_asked_anew()
    {
        object[] reassured =
        [
            .. OpenAt(4), .. ((Guid[])[PartyA, PartyB]).SelectMany(p => (object[])
                [Record(RecordKind.RightsNotice, 2, party: p), Record(RecordKind.Consent, 2, party: p, given: true)]),
        ];
        var decided = Given.Events<Case>(reassured).When(s => SucceedParty.Decide(
            s, new([new(null, Relation.Child, "张小明", "13800005678")], new DateOnly(2026, 3, 1), "张老汉病故"), PartyA, NewId, [Son], Now));
        decided.Then(
            new PartySucceeded(NewId, PartyA, [new Heir(Son, Relation.Child)], new DateOnly(2026, 3, 1), Now), new StepReentered(NewId, 2, Now));
        decided.Decision.Texts.Select(t => (t.Item, t.Field)).ShouldBe([(NewId, "reason"), (Son, "name"), (Son, "phone")]);
        var state = Given.Events<Case>([.. reassured, .. decided.Decision.Events]).State;
        state.Parties.ShouldBe([new PartyRef(Son, "A", "person"), new PartyRef(PartyB, "B", "person")]);
        state.CurrentStep.ShouldBe(2);
        Given.Events<Case>([.. reassured, .. decided.Decision.Events]).When(s => CompleteStep.Decide(s, 2, Now))
            .ThenRefused("step.gateNotMet", $"rightsNotice:{Son}", $"consent:{Son}", "newRecord");
    }

    [Fact]
    public void An_heir_has_the_data_that_a_party_of_its_kind_has()
    {
        Fill(new(null, Relation.Child, "张小明", "1", "2", "3", "4", "汉族", "务农")).Decision.Texts.Select(t => t.Field)
            .ShouldBe(["name", "phone", "idNumber", "address", "serviceAddress", "ethnicity", "occupation"]);
        Fill(new(null, Relation.Child, "张小明", Representative: "x")).ThenBad("heirs[0].representative");
        Fill(new(null, Relation.LegalSuccessor, "丰收合作社", Ethnicity: "汉族"), "organisation").ThenBad("heirs[0].ethnicity");
        Fill(new(null, Relation.LegalSuccessor, "丰收合作社", Occupation: "理事长", Representative: "王丰"), "organisation").Decision.Texts
            .Select(t => t.Field).ShouldBe(["name", "occupation", "representative"]);
        Fill(new(null, Relation.Child, "张小明", Address: new string('村', 201), Occupation: new string('农', 101)))
            .ThenBad("heirs[0].address", "heirs[0].occupation");

        static Decided Fill(HeirEntry heir, string kind = "person") =>
            Given.Events<Case>(Open(Opened() with { Parties = [new(PartyA, "A", kind), new(PartyB, "B", "person")] }))
                .When(s => SucceedParty.Decide(s, new([heir]), PartyA, NewId, [Son], Now));
    }

    [Fact]
    public void Several_heirs_step_in_and_one_who_is_a_party_already_stays()
    {
        var opened = Opened() with { Parties = [.. Opened().Parties, new PartyRef(Other, "A", "person")] };
        var state = Given.Events<Case>([.. Open(opened), new PartySucceeded(NewId, PartyA, [new Heir(Other, Relation.Spouse), new Heir(Son, Relation.Child)], null, Now)]).State;
        state.Parties.Select(p => (p.PartyId, p.Side)).ShouldBe([(Son, "A"), (PartyB, "B"), (Other, "A")]);
    }

    [Fact]
    public void Strangers_and_the_other_side_succeed_nobody()
    {
        Given.Events<Case>(Open()).When(s => SucceedParty.Decide(s, new([new(null, Relation.Child, "x")]), Other, NewId, [Son], Now)).ThenRefused("party.unknown");
        Given.Events<Case>(Open()).When(s => SucceedParty.Decide(
            s, new([new(PartyB, Relation.Child), new(PartyA, Relation.Other), null, new(Son), new(Son, Relation.Child)], new DateOnly(2027, 1, 1)), PartyA, NewId, [Son, Son, Son, Son, Son], Now))
            .ThenBad("heirs[0].partyId", "heirs[1].partyId", "heirs[2].relation", "heirs[2].name", "heirs[3].relation", "heirs[4].partyId", "diedOn");
        Given.Events<Case>(Open()).When(s => SucceedParty.Decide(s, new([]), PartyA, NewId, [], Now)).ThenBad("heirs");
        Given.Events<Case>([.. Open(), new CaseClosed("G", Now)]).When(s => SucceedParty.Decide(s, new([new(Son, Relation.Child)]), PartyA, NewId, [Son], Now))
            .ThenRefused("case.closed");
    }

    [Fact]
    public void A_link_is_written_on_both_cases_as_each_sees_it_and_undone_on_both()
    {
        var other = Given.Events<Case>([Opened() with { CaseId = Id(2) }]).State;
        var decided = Given.Events<Case>(Open()).When(s => LinkCases.Decide(s, other, new(Id(2), LinkKind.Continues), NewId, Now));
        decided.Then(new CaseLinked(NewId, Id(2), LinkKind.Continues, Now));
        decided.ThenAlso(new CaseLinked(NewId, CaseId, LinkKind.ContinuedBy, Now));
        Given.Events<Case>([.. Open(), new CaseLinked(NewId, Id(2), LinkKind.Continues, Now)])
            .When(s => LinkCases.Decide(s, other, new(Id(2), LinkKind.Continues), NewId, Now)).ThenNothing();
        object[] linked = [.. Open(), new CaseLinked(NewId, Id(2), LinkKind.Continues, Now)];
        Given.Events<Case>(linked).When(s => UnlinkCases.Decide(s, other, new(), Id(42), Now)).ThenBad("reason");
        var undone = Given.Events<Case>(linked).When(s => UnlinkCases.Decide(s, other, new("误连"), Id(42), Now));
        undone.Then(new CaseUnlinked(Id(42), Id(2), Now));
        undone.ThenAlso(new CaseUnlinked(Id(42), CaseId, Now));
        undone.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("误连");
        object[] apart = [.. linked, new CaseUnlinked(Id(42), Id(2), Now)];
        Given.Events<Case>(apart).When(s => UnlinkCases.Decide(s, other, new("误连"), NewId, Now)).ThenRefused("link.none");
        Given.Events<Case>(apart).When(s => LinkCases.Decide(s, other, new(Id(2), LinkKind.Continues), NewId, Now)).Decision.Events.Count.ShouldBe(1);
        LinkCases.Check(CaseId, new(CaseId, LinkKind.Related)).ShouldNotBeNull().Errors.ShouldHaveSingleItem().Code.ShouldBe("self");
    }
}
