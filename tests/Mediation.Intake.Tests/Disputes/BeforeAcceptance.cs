using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class BeforeAcceptance
{
    private static readonly Guid Id = Guid.Parse("019c0000-0000-7000-8000-0000000000c1");
    private static readonly NameAgent Lawyer = new("王律师", "13812345678", AgentPower.Special, new DateOnly(2026, 3, 1), PowerOnFile: true);

    [Fact]
    public void signs_stand_until_the_next_screening_and_go_with_the_acceptance()
    {
        var screened = Scenario.Given<Dispute>(Registered, ConsentA, ConsentB).When(Screen("domesticViolence", "minor"));
        screened.Then(new DisputeScreened(Id, ["minor", "domesticViolence"], Now));
        screened.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("有伤");
        var accepted = new Given<Dispute>(screened.After).When(state => AcceptDispute.Decide(state, Duanjiahe, new AcceptDispute(CommitteeId), 1, Now));
        accepted.Decision.Events.ShouldHaveSingleItem().ShouldBeOfType<DisputeAdmitted>().Signs.ShouldBe(["minor", "domesticViolence"]);
        new Given<Dispute>(screened.After).When(Screen()).After.Signs.ShouldBeEmpty();
        new Given<Dispute>(accepted.After).When(Screen()).ThenRefused("dispute.alreadyAccepted");
    }

    [Fact]
    public void signs_seen_at_registration_stand_at_once() =>
        Scenario.Given<Dispute>(Registered with { Signs = ["minor"] }).State.Signs.ShouldBe(["minor"]);

    [Fact]
    public void nobody_acts_for_a_party_without_a_power_of_attorney()
    {
        Scenario.Given<Dispute>(Registered).When(Agent(A, Lawyer with { PowerOnFile = false })).ThenRefused("agent.powerMissing");
        Scenario.Given<Dispute>(Registered).When(Agent(A2, Lawyer)).ThenRefused("dispute.partyUnknown");
        var named = Scenario.Given<Dispute>(Registered).When(Agent(A, Lawyer));
        named.Then(new AgentNamed(Id, A, AgentPower.Special, new DateOnly(2026, 3, 1), Now));
        named.Decision.Texts.Select(t => (t.Item, t.Field)).ShouldBe([(Id, "name"), (Id, "phone")]);
    }

    [Fact]
    public void a_party_has_two_agents_at_most()
    {
        var agent = new AgentNamed(Id, A, AgentPower.General, new DateOnly(2026, 3, 1), Now);
        Scenario.Given<Dispute>(Registered, agent, agent with { AgentId = B }).When(Agent(A, Lawyer)).ThenRefused("agent.tooMany");
        Scenario.Given<Dispute>(Registered, agent, agent with { AgentId = B }).When(Agent(B, Lawyer)).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void two_to_five_speak_for_a_side_of_ten_or_more()
    {
        var many = Scenario.Given<Dispute>(RegisteredWith([.. Side("A", 10), .. Side("B", 9)]));
        many.When(Represent("A", 1, 2, 3, 4, 5)).Then(new RepresentativesNamed("A", [Party("A", 1), Party("A", 2), Party("A", 3), Party("A", 4), Party("A", 5)], Now));
        many.When(Represent("A", 1, 2, 3, 4, 5, 6)).ThenRefused("representatives.tooMany");
        many.When(Represent("A", 1)).ThenRefused("representatives.tooMany");
        many.When(Represent("B", 1, 2)).ThenRefused("representatives.notNumerous");
        many.When(Represent("A", 1, 99)).ThenRefused("representatives.notOfSide");
    }

    [Fact]
    public void a_dispute_sent_elsewhere_has_ended_with_its_destination()
    {
        var command = new DivertDispute("labourArbitration", "劳动争议", "请向仲裁委申请", Now.AddHours(-1));
        var diverted = Scenario.Given<Dispute>(Registered).When(state => DivertDispute.Decide(state, DisputeId, command, Now));
        diverted.Then(new DisputeDiverted("labourArbitration", Now, Now.AddHours(-1)));
        (diverted.After.Status, diverted.After.DivertedTo).ShouldBe((DisputeStatus.Ended, "labourArbitration"));
        new Given<Dispute>(diverted.After).When(state => DivertDispute.Decide(state, DisputeId, command, Now)).ThenRefused("dispute.ended");
        DivertDispute.Check(new DivertDispute(NoticeServedAt: Now.AddHours(1)), Now).Refusal!.Errors.Select(e => e.Field)
            .ShouldBe(["destination", "reason", "notice", "noticeServedAt"]);
    }

    [Fact]
    public void what_was_stored_before_signs_and_leads_were_kept_has_none()
    {
        var old = System.Text.Json.JsonSerializer.Deserialize(
            """{"version":1,"status":"Registered","source":"police","typeCode":"0902","areaCode":"610981","parties":[]}""", Intake.Storage.IntakeJson.Default.Dispute)!;
        (old.Signs.Count, old.Agents.Count, old.Representatives.Count, old.HandOver, old.LeadId).ShouldBe((0, 0, 0, null, null));
    }

    private static Func<Dispute, Decision> Screen(params string[] signs) => state => ScreenDispute.Decide(state, Id, new ScreenDispute(signs, "有伤"), Now);

    private static Func<Dispute, Decision> Agent(Guid party, NameAgent command) => state => NameAgent.Decide(state, party, Id, command, Now);

    private static Func<Dispute, Decision> Represent(string side, params int[] parties) =>
        state => NameRepresentatives.Decide(state, side, new NameRepresentatives([.. parties.Select(n => Party(side, n))]), Now);

    private static IEnumerable<RegisteredParty> Side(string side, int count) => Enumerable.Range(1, count).Select(n => new RegisteredParty(Party(side, n), side, PartyKind.Person));

    private static Guid Party(string side, int n) => Guid.Parse($"019c0000-0000-7000-8000-{side}{n:00000000000}");
}
