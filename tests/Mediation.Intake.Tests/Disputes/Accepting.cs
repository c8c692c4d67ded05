using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class Accepting
{
    [Fact]
    public void a_dispute_that_both_sides_agree_to_mediate_gets_its_number() =>
        Scenario.Given<Dispute>(Registered, ConsentA, ConsentB).When(Accept()).Then(Admitted);

    [Fact]
    public void the_day_of_the_application_is_told_for_the_days_that_are_counted_from_it()
    {
        var applied = new DateOnly(2026, 2, 20);
        Scenario.Given<Dispute>(Registered with { AppliedOn = applied }, ConsentA, ConsentB).When(Accept()).Then(Admitted with { AppliedOn = applied });
    }

    [Fact]
    public void one_consent_speaks_for_a_numerous_side() =>
        Scenario.Given<Dispute>(Registered, new PartiesAdded([new RegisteredParty(A2, "A", PartyKind.Person)], Now), ConsentA, ConsentB)
            .When(Accept()).Decision.Refusal.ShouldBeNull();

    [Fact]
    public void the_year_is_that_of_shanghai()
    {
        var newYear = new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero);
        var state = Scenario.Given<Dispute>(Registered, ConsentA, ConsentB).State;
        AcceptDispute.Decide(state, Duanjiahe, new AcceptDispute(CommitteeId), 12345, newYear)
            .Events.ShouldHaveSingleItem().ShouldBeOfType<DisputeAdmitted>().CaseNumber.ShouldBe("（2027）段人调字第12345号");
    }

    [Fact]
    public void two_sides_are_needed() =>
        Scenario.Given<Dispute>(RegisteredWith(new RegisteredParty(A, "A", PartyKind.Person)), ConsentA)
            .When(Accept()).ThenRefused("dispute.twoSidesNeeded", "side:2");

    [Fact]
    public void each_side_without_consent_is_named()
    {
        Scenario.Given<Dispute>(Registered, ConsentA).When(Accept()).ThenRefused("dispute.consentMissing", "consent:B");
        Scenario.Given<Dispute>(Registered).When(Accept()).ThenRefused("dispute.consentMissing", "consent:A", "consent:B");
    }

    [Fact]
    public void an_unknown_committee_accepts_nothing() =>
        Scenario.Given<Dispute>(Registered, ConsentA, ConsentB).When(Accept(Committee.Initial)).ThenRefused("committee.unknown");

    [Theory]
    [InlineData("610981100004", true)]
    [InlineData("610981", true)]
    [InlineData("61", true)]
    [InlineData("610981100005", false)]
    [InlineData("610902", false)]
    public void a_committee_accepts_what_arose_in_its_area(string area, bool covers)
    {
        var outcome = Scenario.Given<Dispute>(Registered, ConsentA, ConsentB).When(Accept(Duanjiahe with { AreaCode = area }));
        outcome.Decision.Refusal?.Code.ShouldBe("committee.otherArea");
        (outcome.Decision.Refusal is null).ShouldBe(covers);
    }

    [Fact]
    public void what_is_accepted_ended_or_linked_is_not_accepted_again()
    {
        Scenario.Given<Dispute>(Registered, ConsentA, ConsentB, Admitted).When(Accept()).ThenRefused("dispute.alreadyAccepted");
        Scenario.Given<Dispute>(Registered, new ConsentRefused(A, Now), new DisputeEnded("U", Now)).When(Accept()).ThenRefused("dispute.ended");
        Scenario.Given<Dispute>(Registered, ConsentA, ConsentB, new DisputeLinked(A, Now)).When(Accept()).ThenRefused("dispute.linked");
    }

    private static Func<Dispute, ServiceDefaults.Decision> Accept(Committee? by = null) =>
        state => AcceptDispute.Decide(state, by ?? Duanjiahe, new AcceptDispute(CommitteeId), 1, Now);
}
