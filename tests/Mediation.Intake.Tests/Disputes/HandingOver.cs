using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class HandingOver
{
    private static readonly Guid Id = Guid.Parse("019c0000-0000-7000-8000-0000000000e1");
    private static readonly Guid Receiver = Guid.Parse("019c0000-0000-7000-8000-0000000000e2");
    private static readonly HandOverOffered Offered = new(Id, CommitteeId, Receiver, Now);
    private static readonly HandOverSigned GiverSigned = new(Id, CommitteeId, Now);
    private static readonly HandOverSigned ReceiverSigned = new(Id, Receiver, Now);

    [Fact]
    public void a_unit_offers_it_to_another_of_the_area()
    {
        var offered = Scenario.Given<Dispute>(Registered).When(Offer(CommitteeId, Receiver)).Then(Offered);
        offered.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new VaultText(Id, "handOverReason", "属地管辖"));
        Scenario.Given<Dispute>(Registered).When(Offer(CommitteeId, CommitteeId)).ThenRefused("handOver.toItself");
        Scenario.Given<Dispute>(Registered).When(Offer(CommitteeId, Receiver, Duanjiahe with { AreaCode = "330206" })).ThenRefused("committee.otherArea");
        Scenario.Given<Dispute>(Registered).When(Offer(CommitteeId, Receiver, Committee.Initial)).ThenRefused("committee.unknown");
        Scenario.Given<Dispute>(Registered, Offered).When(Offer(CommitteeId, Receiver)).ThenRefused("handOver.open");
    }

    [Fact]
    public void it_is_closed_when_both_have_signed_in_either_order_and_not_before()
    {
        Scenario.Given<Dispute>(Registered, Offered).When(Sign(CommitteeId)).Then(GiverSigned).After.CommitteeId.ShouldBeNull();
        var closed = Scenario.Given<Dispute>(Registered, Offered, GiverSigned).When(Sign(Receiver)).Then(ReceiverSigned, new HandOverClosed(Id, Receiver, Now)).After;
        (closed.CommitteeId, closed.HandOver!.Open).ShouldBe((Receiver, false));
        Scenario.Given<Dispute>(Registered, Offered, ReceiverSigned).When(Sign(CommitteeId)).Then(GiverSigned, new HandOverClosed(Id, Receiver, Now));
    }

    [Fact]
    public void signing_twice_is_signing_once_and_a_third_unit_signs_nothing()
    {
        Scenario.Given<Dispute>(Registered, Offered, GiverSigned).When(Sign(CommitteeId)).ThenNothing();
        Scenario.Given<Dispute>(Registered, Offered).When(Sign(A)).ThenRefused("handOver.unknown");
        Scenario.Given<Dispute>(Registered).When(Sign(CommitteeId)).ThenRefused("handOver.unknown");
    }

    [Fact]
    public void one_that_is_declined_leaves_everything_as_it_was()
    {
        var held = Scenario.Given<Dispute>(Registered, Offered, GiverSigned, ReceiverSigned, new HandOverClosed(Id, Receiver, Now));
        var back = new HandOverOffered(B, Receiver, CommitteeId, Now);
        var declined = held.State.Evolve(back).Evolve(new HandOverDeclined(B, CommitteeId, Now));
        (declined.CommitteeId, declined.HandOver!.Open).ShouldBe((Receiver, false));
        new Given<Dispute>(declined).When(state => SignHandOver.Decide(state, B, new SignHandOver(CommitteeId, true), Now)).ThenRefused("handOver.closed");
    }

    [Fact]
    public void nobody_accepts_it_in_between_and_only_the_receiver_afterwards()
    {
        var agreed = Scenario.Given<Dispute>(Registered, ConsentA, ConsentB, Offered);
        agreed.When(Accept(CommitteeId)).ThenRefused("handOver.open");
        var closed = new Given<Dispute>(new object[] { GiverSigned, ReceiverSigned, new HandOverClosed(Id, Receiver, Now) }.Aggregate(agreed.State, (s, e) => s.Evolve(e)));
        closed.When(Accept(CommitteeId)).ThenRefused("dispute.otherHolder");
        closed.When(Accept(Receiver)).Decision.Refusal.ShouldBeNull();
    }

    private static Func<Dispute, Decision> Offer(Guid from, Guid to, Committee? receiver = null) =>
        state => OfferHandOver.Decide(state, receiver ?? Duanjiahe, Id, new OfferHandOver(from, to, "属地管辖"), Now);

    private static Func<Dispute, Decision> Sign(Guid unit) => state => SignHandOver.Decide(state, Id, new SignHandOver(unit, true), Now);

    private static Func<Dispute, Decision> Accept(Guid unit) => state => AcceptDispute.Decide(state, Duanjiahe, new AcceptDispute(unit), 1, Now);
}
