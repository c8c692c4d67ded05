using Mediation.Contracts;
using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Leads;

public sealed class DealingWithLeads
{
    private static readonly Guid LeadId = Guid.Parse("019c0000-0000-7000-8000-000000000071");
    private static readonly Guid Contact = Guid.Parse("019c0000-0000-7000-8000-000000000072");
    private static readonly LeadReported Reported = new("proactive", "610981100004012", Now.AddHours(-3), [Contact], Now);

    private static readonly RegisterDispute Entry = new(
        "proactive", "0902", "610981100004", "界畔", new DateOnly(2026, 3, 2), "争执", [new PartyEntry("A", PartyKind.Person, "张三")]);

    private static readonly string[] Ways = ["dispute", "link", "settlement", "diversion", "dismissal"];

    public static TheoryData<string> Endings => [.. Ways];

    [Fact]
    public void a_lead_keeps_codes_and_the_reporters_own_time_and_seals_the_rest()
    {
        AreaCode.TryParse("610981100004012", out var grid).ShouldBeTrue();
        var command = new ReportLead("610981100004012", "两家在田头吵架", NoticedAt: Now.AddHours(-3), Place: "三组", Latitude: 32.8m, Longitude: 109.4m, Phones: ["13812345678"]);
        var outcome = Scenario.Given<Lead>().When(_ => ReportLead.Decide(command, grid.Value, LeadId, [Contact], Now)).Then(Reported);
        outcome.Decision.Texts.Select(t => (t.Item, t.Field, t.Text)).ShouldBe(
            [(LeadId, "leadText", "两家在田头吵架"), (LeadId, "place", "三组"), (LeadId, "coordinates", "32.8,109.4"), (Contact, "phone", "13812345678")]);
        (outcome.After.Status, outcome.After.NoticedOn).ShouldBe((LeadStatus.Open, new DateOnly(2026, 3, 2)));
    }

    [Fact]
    public void a_phone_whose_clock_is_fast_reports_now()
    {
        AreaCode.TryParse("610981100004", out var area).ShouldBeTrue();
        var command = new ReportLead("610981100004", "吵架", NoticedAt: Now.AddMinutes(5));
        ReportLead.Check(command, Now).Refusal.ShouldBeNull();
        Scenario.Given<Lead>().When(_ => ReportLead.Decide(command, area.Value, LeadId, [], Now)).After.NoticedAt.ShouldBe(Now);
        FieldsOf(command with { NoticedAt = Now.AddMinutes(11) }).ShouldBe(["noticedAt:inFuture"]);
    }

    [Fact]
    public void wrong_fields_are_named()
    {
        FieldsOf(new ReportLead()).ShouldBe(["areaCode:required", "text:required"]);
        FieldsOf(new ReportLead("610981", "x", "gossip", Latitude: 91, Longitude: 1, Phones: ["x", null]))
            .ShouldBe(["source:unknown", "latitude:outOfRange", "phones:malformed"]);
        FieldsOf(new ReportLead("610981", "x", Latitude: 1)).ShouldBe(["longitude:required"]);
    }

    [Fact]
    public void a_dispute_is_registered_from_it_and_both_know_each_other()
    {
        var lead = Scenario.Given<Lead>(Reported).State;
        var outcome = Scenario.Given<Dispute>().When(state => RegisterFromLead.Decide(state, lead, LeadId, Of(Entry), CommitteeId, Now));
        outcome.After.LeadId.ShouldBe(LeadId);
        outcome.Decision.SecondEvents.ShouldHaveSingleItem().ShouldBe(new LeadRegistered(DisputeId, CommitteeId, Now));
    }

    [Fact]
    public void a_lead_is_about_an_original_not_about_its_duplicate() =>
        Scenario.Given<Lead>(Reported).When(state => LinkLead.Decide(state, Dispute.Initial with { DuplicateOf = A }, new LinkLead(DisputeId), null, Now))
            .ThenRefused("lead.linkedToDuplicate");

    [Theory]
    [MemberData(nameof(Endings))]
    public void whoever_deals_with_it_takes_it_and_nobody_does_so_again(string ending)
    {
        var after = Scenario.Given<Lead>(Reported).When(state => Deal(state, ending)).After;
        after.CommitteeId.ShouldBe(CommitteeId);
        after.ClosedAt.ShouldBe(Now);
        foreach (var again in Ways)
        {
            Deal(after, again).Refusal!.Code.ShouldBe("lead.closed");
        }
    }

    [Fact]
    public void words_about_it_are_sealed_and_a_dismissal_for_other_reasons_needs_some()
    {
        Scenario.Given<Lead>(Reported).When(state => Deal(state, "settlement")).Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("当场和解");
        DismissLead.Check(new DismissLead(DismissalCode.Other)).Refusal!.Errors.ShouldHaveSingleItem().Field.ShouldBe("note");
        DivertLead.Check(new DivertLead("moon")).Refusal!.Errors.ShouldHaveSingleItem().Field.ShouldBe("destination");
    }

    private static Decision Deal(Lead state, string ending) => ending switch
    {
        // The lead is the second stream there.
        "dispute" when RegisterFromLead.Decide(Dispute.Initial, state, LeadId, Of(Entry), CommitteeId, Now) is { Refusal: null } both => Decision.Of(both.SecondEvents),
        "dispute" => LeadClosing.Closed,
        "link" => LinkLead.Decide(state, Dispute.Initial, new LinkLead(DisputeId), CommitteeId, Now),
        "settlement" => SettleLead.Decide(state, LeadId, new SettleLead("当场和解"), CommitteeId, Now),
        "diversion" => DivertLead.Decide(state, LeadId, new DivertLead("court"), CommitteeId, Now),
        _ => DismissLead.Decide(state, LeadId, new DismissLead(DismissalCode.NoDispute), CommitteeId, Now),
    };

    private static DisputeEntry Of(RegisterDispute command) =>
        new(DisputeId, command, AreaCode.TryParse(command.AreaCode, out var area) ? area.Value : default, [A], null);

    private static IEnumerable<string> FieldsOf(ReportLead command) =>
        ReportLead.Check(command, Now).Refusal?.Errors.Select(e => $"{e.Field}:{e.Code}") ?? [];
}
