using Mediation.Intake.Disputes;
using Mediation.Intake.Status;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class Anomalies
{
    private static readonly Guid Denial = Guid.Parse("019c0000-0000-7000-8000-0000000000d1");
    private static readonly Guid Later = Guid.Parse("019c0000-0000-7000-8000-0000000000d2");

    [Fact]
    public void a_party_who_denies_it_is_on_record_with_the_words_in_the_vault()
    {
        var outcome = Scenario.Given<Dispute>(Registered).When(Deny(A, Denial, "不是我")).Then(new PartyDenied(Denial, A, Now));
        outcome.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new ServiceDefaults.VaultText(Denial, "objection", "不是我"));
    }

    [Fact]
    public void saying_it_again_adds_nothing_until_it_is_answered()
    {
        var denied = new PartyDenied(Denial, A, Now);
        Scenario.Given<Dispute>(Registered, denied).When(Deny(A, Later, "真的不是我")).ThenNothing().Decision.Texts.ShouldBeEmpty();
        Scenario.Given<Dispute>(Registered, denied).When(Deny(B, Later, null)).Then(new PartyDenied(Later, B, Now));
        Scenario.Given<Dispute>(Registered, denied, new AnomalyAnswered(A2, Denial, Now)).When(Deny(A, Later, null)).Then(new PartyDenied(Later, A, Now));
    }

    [Fact]
    public void it_may_be_said_at_any_stage()
    {
        Scenario.Given<Dispute>(Registered, ConsentA, ConsentB, Admitted).When(Deny(A, Denial, null)).Then(new PartyDenied(Denial, A, Now));
        Scenario.Given<Dispute>(Registered, new DisputeEnded("U", Now)).When(Deny(A, Denial, null)).Then(new PartyDenied(Denial, A, Now));
    }

    [Fact]
    public void an_answer_is_added_and_the_anomaly_stays_with_earlier_answers()
    {
        var state = Scenario.Given<Dispute>(Registered, new PartyDenied(Denial, A, Now), new AnomalyAnswered(A2, Denial, Now))
            .When(s => AnswerAnomaly.Decide(s, Denial, Later, new AnswerAnomaly("已核实"), Now)).Then(new AnomalyAnswered(Later, Denial, Now)).After;
        var anomaly = state.Anomalies.ShouldHaveSingleItem();
        (anomaly.Id, anomaly.PartyId).ShouldBe((Denial, A));
        anomaly.Answers.Select(a => a.Id).ShouldBe([A2, Later]);
    }

    [Fact]
    public void what_is_not_on_record_is_not_answered() =>
        Scenario.Given<Dispute>(Registered).When(s => AnswerAnomaly.Decide(s, Denial, Later, new AnswerAnomaly("x"), Now)).ThenRefused("anomaly.unknown");

    [Fact]
    public void a_code_is_given_to_a_party_of_the_dispute_and_to_nobody_else()
    {
        Scenario.Given<Dispute>(Registered).When(s => IssueStatusCode.Decide(s, A, Now)).Then(new StatusCodeIssued(A, Now));
        Scenario.Given<Dispute>(Registered).When(s => IssueStatusCode.Decide(s, A2, Now)).ThenRefused("party.unknown");
    }

    private static Func<Dispute, ServiceDefaults.Decision> Deny(Guid party, Guid id, string? text) =>
        state => DenyParty.Decide(state, party, id, new DenyParty(text), Now);
}
