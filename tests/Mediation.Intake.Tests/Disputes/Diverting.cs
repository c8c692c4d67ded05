using Mediation.Contracts.Roster;
using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class Diverting
{
    private static readonly Guid Original = Guid.Parse("019c0000-0000-7000-8000-0000000000ff");
    private static readonly RefuseDispute InCourt = new(TurnAwayCode.CourtAccepted, "法院已立案", "区人民法院");

    [Fact]
    public void a_duplicate_is_linked_to_its_original_not_merged() =>
        Scenario.Given<Dispute>(Registered).When(Link(Original, Scenario.Given<Dispute>(Registered).State)).Then(new DisputeLinked(Original, Now));

    [Fact]
    public void linking_again_to_the_same_changes_nothing() =>
        Scenario.Given<Dispute>(Registered, new DisputeLinked(Original, Now)).When(Link(Original, Dispute.Initial)).ThenNothing();

    [Fact]
    public void a_dispute_is_no_duplicate_of_itself_nor_of_a_duplicate()
    {
        Scenario.Given<Dispute>(Registered).When(Link(DisputeId, Dispute.Initial)).ThenRefused("dispute.linkedToItself");
        Scenario.Given<Dispute>(Registered).When(Link(Original, Dispute.Initial with { DuplicateOf = A })).ThenRefused("dispute.linkedToDuplicate");
    }

    [Fact]
    public void an_accepted_dispute_is_neither_linked_nor_turned_away_nor_extended()
    {
        var accepted = Scenario.Given<Dispute>(Registered, ConsentA, ConsentB, Admitted);
        accepted.When(Link(Original, Dispute.Initial)).ThenRefused("dispute.alreadyAccepted");
        accepted.When(state => RefuseDispute.Decide(state, DisputeId, InCourt, Now)).ThenRefused("dispute.alreadyAccepted");
        accepted.When(Add("B")).ThenRefused("dispute.alreadyAccepted");
    }

    [Fact]
    public void turning_away_keeps_the_code_and_seals_the_words()
    {
        var outcome = Scenario.Given<Dispute>(Registered).When(state => RefuseDispute.Decide(state, DisputeId, InCourt, Now));
        outcome.Then(new DisputeTurnedAway(TurnAwayCode.CourtAccepted, Now));
        outcome.Decision.Texts.Select(t => t.Text).ShouldBe(["法院已立案", "区人民法院"]);
        outcome.After.Status.ShouldBe(DisputeStatus.Ended);
    }

    [Fact]
    public void turning_away_needs_code_reason_and_where_to_go() =>
        RefuseDispute.Check(new RefuseDispute()).Refusal!.Errors.Select(e => e.Field).ShouldBe(["code", "reason", "goTo"]);

    [Fact]
    public void a_second_side_may_join_later()
    {
        var outcome = Scenario.Given<Dispute>(RegisteredWith(new RegisteredParty(A, "A", PartyKind.Person))).When(Add("B"));
        outcome.Then(new PartiesAdded([new RegisteredParty(B, "B", PartyKind.Person)], Now));
        outcome.After.Parties.Count.ShouldBe(2);
    }

    [Fact]
    public void an_eleventh_side_may_not_join()
    {
        var ten = Enumerable.Range(0, 10).Select(i => new RegisteredParty(A, $"S{i}", PartyKind.Person)).ToArray();
        Scenario.Given<Dispute>(RegisteredWith(ten)).When(Add("B")).ThenRefused("dispute.tooManyParties");
    }

    [Fact]
    public void the_newest_word_about_a_committee_counts()
    {
        var newer = new CommitteeRegistered(CommitteeId, 2, "段", "610981");
        Scenario.Given<Committee>(new CommitteeNoted(1, "老", "610981")).When(state => NoteCommittee.Decide(state, newer))
            .Then(new CommitteeNoted(2, "段", "610981"));
        Scenario.Given<Committee>(new CommitteeNoted(2, "段", "610981")).When(state => NoteCommittee.Decide(state, newer with { Revision = 1 }))
            .ThenNothing();
    }

    private static Func<Dispute, ServiceDefaults.Decision> Link(Guid to, Dispute original) =>
        state => LinkDuplicate.Decide(state, original, DisputeId, new LinkDuplicate(to), Now);

    private static Func<Dispute, ServiceDefaults.Decision> Add(string side) =>
        state => AddParties.Decide(state, new AddParties([new PartyEntry(side, PartyKind.Person, "李四")]), [B], Now);
}
