using Mediation.Intake.Disputes;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class Consents
{
    [Fact]
    public void a_consent_is_recorded() => Scenario.Given<Dispute>(Registered).When(Say(A, true)).Then(ConsentA);

    [Fact]
    public void one_clear_refusal_ends_the_dispute()
    {
        var outcome = Scenario.Given<Dispute>(Registered, ConsentA).When(Say(B, false)).Then(new ConsentRefused(B, Now), new DisputeEnded("U", Now));
        outcome.After.Status.ShouldBe(DisputeStatus.Ended);
        outcome.After.Ending.ShouldBe("U");
    }

    [Fact]
    public void a_party_may_take_its_consent_back_before_acceptance() =>
        Scenario.Given<Dispute>(Registered, ConsentA).When(Say(A, false)).Then(new ConsentRefused(A, Now), new DisputeEnded("U", Now));

    [Fact]
    public void saying_the_same_again_changes_nothing()
    {
        Scenario.Given<Dispute>(Registered, ConsentA).When(Say(A, true)).ThenNothing();
        Scenario.Given<Dispute>(Registered, new ConsentRefused(A, Now), new DisputeEnded("U", Now)).When(Say(A, false)).ThenNothing();
    }

    [Fact]
    public void a_stranger_cannot_consent() => Scenario.Given<Dispute>(Registered).When(Say(A2, true)).ThenRefused("dispute.partyUnknown");

    [Fact]
    public void after_acceptance_consents_belong_to_the_case() =>
        Scenario.Given<Dispute>(Registered, ConsentA, ConsentB, Admitted).When(Say(A, true)).ThenRefused("dispute.alreadyAccepted");

    [Fact]
    public void an_ended_or_linked_dispute_takes_no_consent()
    {
        Scenario.Given<Dispute>(Registered, new ConsentRefused(A, Now), new DisputeEnded("U", Now)).When(Say(B, true)).ThenRefused("dispute.ended");
        Scenario.Given<Dispute>(Registered, new DisputeLinked(CommitteeId, Now)).When(Say(B, true)).ThenRefused("dispute.linked");
    }

    private static Func<Dispute, ServiceDefaults.Decision> Say(Guid party, bool given) =>
        state => RecordConsent.Decide(state, new RecordConsent(party, given), Now);
}
