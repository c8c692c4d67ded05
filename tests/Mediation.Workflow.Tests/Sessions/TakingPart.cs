using Mediation.Workflow.Cases;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Invitations;
using Mediation.Workflow.Sessions;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Sessions;

/// <summary>Who may take part: outsiders with both sides' consent, nobody in doubt, and substitutes of the same role.</summary>
public sealed class TakingPart
{
    private static readonly Guid Lawyer = Id(71);
    private static readonly Guid Relative = Id(72);
    private static readonly Guid Speaker = Id(73);
    private static readonly Guid Found = Id(91);

    private static readonly SessionCalled Meeting = Called(
        new Participant(Lawyer, Role.Lawyer, null, true), new Participant(Relative, Role.RespectedRelative, null, false),
        new Participant(Speaker, Role.Party, PartyA, false));

    private static readonly OutsiderConsentRecorded A = new([Lawyer, Relative], PartyA, "A", true, Now, Now);
    private static readonly OutsiderConsentRecorded B = new([Lawyer, Relative], PartyB, "B", true, Now, Now);
    private static readonly ConflictsChecked Clean = new([Lawyer, Relative, Speaker], 0, [], Now);
    private static readonly ConflictsChecked Doubt =
        Clean with { Found = [new Conflict(Found, Lawyer, ConflictKind.SameNameAsRelative, PartyB)] };

    private static Decided When(IEnumerable<object> events, Func<Session, Case, ServiceDefaults.Decision> decide)
    {
        var file = Given.Events<Case>(Open()).State;
        return Given.Events<Session>([Meeting, .. events]).When(s => decide(s, file));
    }

    [Fact]
    public void An_outsider_is_not_there_before_every_side_consents()
    {
        When([], (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).ThenRefused("consent.missing", "consent:A", "consent:B");
        When([A], (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).ThenRefused("consent.missing", "consent:B");
        When([A, B], (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).Then(new ParticipantCheckedIn(Lawyer, Now, Now));
        When([], (s, _) => CheckIn.Decide(s, new(), Speaker, Now)).Then(new ParticipantCheckedIn(Speaker, Now, Now));
    }

    [Fact]
    public void Consent_is_given_for_several_by_several_and_may_be_taken_back()
    {
        When([], (s, file) => RecordConsents.Decide(s, file, new([PartyA, PartyB], Given: true), Now)).Then(A, B);
        When([A, B], (s, file) => RecordConsents.Decide(s, file, new([PartyA, PartyB], Given: true), Now)).ThenNothing();
        When([A], (s, file) => RecordConsents.Decide(s, file, new([PartyB], [Lawyer], true), Now)).Then(B with { ParticipantIds = [Lawyer] });
        var back = A with { ParticipantIds = [Lawyer], Given = false };
        When([A, B], (s, file) => RecordConsents.Decide(s, file, new([PartyA], [Lawyer], false), Now)).Then(back);
        When([A, B, back], (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).ThenRefused("consent.missing", "consent:A");
        When([], (s, file) => RecordConsents.Decide(s, file, new([Other], [Other]), Now)).ThenBad("partyIds", "participantIds", "given");
    }

    [Fact]
    public void No_link_goes_out_before_names_were_compared_and_consents_given()
    {
        When([A, B], (s, _) => SendInvitation.Decide(s, new(Lawyer), 0, Id(81), Now)).ThenRefused("conflict.notChecked");
        When([Clean], (s, _) => SendInvitation.Decide(s, new(Lawyer), 0, Id(81), Now)).ThenRefused("consent.missing", "consent:A", "consent:B");
        When([A, B, Clean], (s, _) => SendInvitation.Decide(s, new(Lawyer), 0, Id(81), Now)).Decision.Refusal.ShouldBeNull();
        // A relative declared since.
        When([A, B, Clean], (s, _) => SendInvitation.Decide(s, new(Lawyer), 1, Id(81), Now)).ThenRefused("conflict.notChecked");
    }

    [Fact]
    public void A_conflict_is_overruled_with_reasons_or_the_person_replaced()
    {
        object[] before = [A, B, Doubt];
        When(before, (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).ThenRefused("conflict.unresolved", "sameNameAsRelative");
        When(before, (s, _) => OverruleConflict.Decide(s, new(), Found, Now)).ThenBad("reason");
        When(before, (s, _) => OverruleConflict.Decide(s, new("同名不同人"), Other, Now)).ThenRefused("conflict.unknown");
        var overruled = When(before, (s, _) => OverruleConflict.Decide(s, new("同名不同人"), Found, Now));
        overruled.Then(new ConflictOverruled(Found, Now));
        overruled.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(Found, "overruled", "同名不同人"));
        When([.. before, .. overruled.Decision.Events], (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).Then(new ParticipantCheckedIn(Lawyer, Now, Now));
        // Found again it is no second conflict.
        When([.. before, .. overruled.Decision.Events], (s, _) => CheckConflicts.Decide(s, Doubt)).ThenNothing();
    }

    [Fact]
    public void A_substitute_has_the_role_and_needs_consent_and_a_look_of_its_own()
    {
        object[] before = [A, B, Doubt, new InvitationSent(Id(81), Lawyer, Now.AddDays(1), Now)];
        var substituted = When(before, (s, _) => Substitute.Decide(s, new("赵律师", "某律所"), Lawyer, Id(74), Now));
        substituted.Then(new ParticipantSubstituted(Lawyer, new Participant(Id(74), Role.Lawyer, null, true), Now));
        substituted.Decision.Texts.Select(t => t.Text).ShouldBe(["赵律师", "某律所"]);
        object[] after = [.. before, .. substituted.Decision.Events];
        Given.Events<Session>([Meeting, .. after]).State.Invitations.ShouldBeEmpty();
        When(after, (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).ThenRefused("participant.unknown");
        When(after, (s, _) => CheckIn.Decide(s, new(), Id(74), Now)).ThenRefused("consent.missing", "consent:A", "consent:B");
        When([A, B, new ParticipantCheckedIn(Lawyer, Now, Now)], (s, _) => Substitute.Decide(s, new("赵律师"), Lawyer, Id(74), Now))
            .ThenRefused("participant.checkedIn");
    }

    [Fact]
    public void An_interest_that_a_participant_declares_is_a_conflict()
    {
        When([], (s, _) => DeclareInterest.Decide(s, new(true), Lawyer, Found, Now)).ThenBad("text");
        var declared = When([A, B], (s, _) => DeclareInterest.Decide(s, new(true, PartyB, "曾为乙方代理"), Lawyer, Found, Now));
        declared.Then(new InterestDeclared(Found, Lawyer, true, PartyB, Now));
        When([A, B, .. declared.Decision.Events], (s, _) => CheckIn.Decide(s, new(), Lawyer, Now)).ThenRefused("conflict.unresolved", "declared");
        When([A, B], (s, _) => DeclareInterest.Decide(s, new(false), Lawyer, Found, Now)).Then(new InterestDeclared(Found, Lawyer, false, null, Now));
    }

    [Fact]
    public void Who_is_asked_answers_and_may_think_again()
    {
        var yes = new ParticipantAnswered(NewId, Lawyer, Rsvp.Yes, false, Now);
        When([], (s, _) => AnswerCall.Decide(s, new(), Lawyer, NewId, Now)).ThenBad("answer");
        When([], (s, _) => AnswerCall.Decide(s, new(Rsvp.Yes), Lawyer, NewId, Now)).Then(yes);
        When([yes], (s, _) => AnswerCall.Decide(s, new(Rsvp.Yes), Lawyer, NewId, Now)).ThenNothing();
        var no = When([yes], (s, _) => AnswerCall.Decide(s, new(Rsvp.No, "出差"), Lawyer, NewId, Now));
        no.Then(yes with { Answer = Rsvp.No, HasReason = true });
        no.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(NewId, "reason", "出差"));
    }

    [Fact]
    public void One_party_s_wish_closes_the_doors()
    {
        var wish = new OpennessWished(PartyA, false, Now);
        When([], (s, file) => WishOpenness.Decide(s, file, new(PartyA, false), Now)).Then(wish);
        When([wish], (s, file) => WishOpenness.Decide(s, file, new(PartyA, false), Now)).ThenNothing();
        Given.Events<Session>(Meeting, wish, new OpennessWished(PartyB, true, Now)).State.IsOpenToPublic.ShouldBeFalse();
        Given.Events<Session>(Meeting).State.IsOpenToPublic.ShouldBeTrue();
    }
}
