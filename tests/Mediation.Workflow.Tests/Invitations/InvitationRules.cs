using Mediation.Workflow.Invitations;
using Mediation.Workflow.Sessions;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Invitations;

public sealed class InvitationRules
{
    private static readonly Guid Lawyer = Id(71);
    private static readonly Guid First = Id(81);
    private static readonly Guid Second = Id(82);
    private static readonly DateTimeOffset Later = Now.AddDays(1);

    private static readonly SessionCalled Meeting = Called(new Participant(Lawyer, Role.Lawyer, null, true, ConsentSides: ["A", "B"], CheckedAgainst: 0));
    private static readonly InvitationSent Sent = new(First, Lawyer, Later, Now);
    private static readonly InvitationDelegated PassedOn = new(First, Second, Lawyer, Later, Now);
    private static readonly InvitationRevoked Revoked = new(First, Lawyer, Now);
    private static readonly SessionClosed Closed = new(Now, 60, Now);
    private static readonly Invitee Guest = new(First, Id(51), Lawyer);

    // What the holder of the first link may no longer do anything by, and when.
    private static readonly (object[] Events, DateTimeOffset At)[] Dead =
        [([], Now), ([Sent, Revoked], Now), ([Sent, PassedOn], Now), ([Sent], Later), ([Sent, new InvitationSent(Second, Lawyer, Later, Now)], Now)];

    private static GivenState<Session> After(params IEnumerable<object> events) => Given.Events<Session>([Meeting, .. events]);

    [Fact]
    public void A_link_lives_until_the_end_of_the_day_after_the_session()
    {
        After().When(s => SendInvitation.Decide(s, new(Lawyer), 0, First, Now.AddDays(-3)))
            .Then(new InvitationSent(First, Lawyer, new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.FromHours(8)), Now.AddDays(-3)));
        After(Closed).When(s => SendInvitation.Decide(s, new(Lawyer), 0, First, Now.AddDays(30)))
            .Then(new InvitationSent(First, Lawyer, new DateTimeOffset(2026, 4, 19, 0, 0, 0, TimeSpan.FromHours(8)), Now.AddDays(30)));
        After().When(s => SendInvitation.Decide(s, new(Lawyer), 0, First, Now.AddDays(-60)))
            .Then(new InvitationSent(First, Lawyer, Now.AddDays(-46), Now.AddDays(-60)));
    }

    [Fact]
    public void A_link_names_a_participant_and_ends_within_fourteen_days()
    {
        After().When(s => SendInvitation.Decide(s, new(), 0, First, Now)).ThenBad("participantId");
        After().When(s => SendInvitation.Decide(s, new(Other), 0, First, Now)).ThenBad("participantId");
        After().When(s => SendInvitation.Decide(s, new(Lawyer, Now), 0, First, Now)).ThenBad("expiresAt");
        After().When(s => SendInvitation.Decide(s, new(Lawyer, Now.AddDays(14).AddSeconds(1)), 0, First, Now)).ThenBad("expiresAt");
        After().When(s => SendInvitation.Decide(s, new(Lawyer, Now.AddDays(14)), 0, First, Now)).Then(Sent with { ExpiresAt = Now.AddDays(14) });
    }

    [Fact]
    public void A_second_link_for_the_same_participant_ends_the_first() => After(Sent)
        .When(s => SendInvitation.Decide(s, new(Lawyer, Later), 0, Second, Now)).Then(Revoked, Sent with { InvitationId = Second });

    [Fact]
    public void A_link_is_opened_once()
    {
        var opened = new InvitationOpened(First, Lawyer, Now);
        After(Sent).When(s => ExchangeCode.Decide(s, First, Now)).Then(opened);
        After(Sent, opened).When(s => ExchangeCode.Decide(s, First, Now)).ThenRefused("invitation.otherBrowser");
    }

    [Fact]
    public void Revoking_happens_once()
    {
        After(Sent).When(s => RevokeInvitation.Decide(s, First, Now)).Then(Revoked);
        After(Sent, Revoked).When(s => RevokeInvitation.Decide(s, First, Now)).ThenNothing();
    }

    [Fact]
    public void Passing_it_on_keeps_the_day_it_ends() =>
        After(Sent).When(s => DelegateInvitation.Decide(s, First, Second, Now)).Then(PassedOn);

    [Fact]
    public void A_dead_link_is_good_for_nothing()
    {
        foreach (var (events, at) in Dead)
        {
            After(events).When(s => ExchangeCode.Decide(s, First, at)).ThenRefused("invitation.unknown");
            After(events).When(s => DelegateInvitation.Decide(s, First, Id(83), at)).ThenRefused("invitation.unknown");
            After(events).When(s => InviteeCheckIn.Decide(s, Guest, at)).ThenRefused("invitation.unknown");
            After(events).When(s => GiveStatement.Decide(s, new("意见"), Guest, NewId, at)).ThenRefused("invitation.unknown");
            After([.. events, Closed]).When(s => SignOffSession.Decide(s, new(true), Guest, NewId, at)).ThenRefused("invitation.unknown");
        }
    }

    [Fact]
    public void The_invitee_checks_in_once_and_not_after_the_end()
    {
        var there = new ParticipantCheckedIn(Lawyer, Now, Now);
        After(Sent).When(s => InviteeCheckIn.Decide(s, Guest, Now)).Then(there);
        After(Sent, there).When(s => InviteeCheckIn.Decide(s, Guest, Now)).ThenNothing();
        After(Sent, Closed).When(s => InviteeCheckIn.Decide(s, Guest, Now)).ThenRefused("session.closed");
    }

    [Fact]
    public void A_statement_is_sealed_and_given_before_the_end()
    {
        var given = new StatementGiven(NewId, Lawyer, First, Now);
        var decided = After(Sent).When(s => GiveStatement.Decide(s, new("应当各让一步"), Guest, NewId, Now));
        decided.Then(given);
        decided.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(NewId, "statement", "应当各让一步"));
        After(Sent).When(s => GiveStatement.Decide(s, new(" "), Guest, NewId, Now)).ThenBad("text");
        After(Sent, Closed).When(s => GiveStatement.Decide(s, new("x"), Guest, NewId, Now)).ThenRefused("session.closed");
        After([Sent, .. Enumerable.Repeat(given, 20)]).When(s => GiveStatement.Decide(s, new("x"), Guest, NewId, Now)).ThenRefused("statement.tooMany");
    }

    [Fact]
    public void Signing_off_comes_after_the_end_and_stays()
    {
        var signed = new SessionSignedOff(NewId, Lawyer, First, false, true, Now);
        var decided = After(Sent, Closed).When(s => SignOffSession.Decide(s, new(false, "记录不全"), Guest, NewId, Now));
        decided.Then(signed);
        decided.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(NewId, "remark", "记录不全"));
        After(Sent).When(s => SignOffSession.Decide(s, new(true), Guest, NewId, Now)).ThenRefused("session.notClosed");
        After(Sent, Closed).When(s => SignOffSession.Decide(s, new(), Guest, NewId, Now)).ThenBad("agreed");
        After(Sent, Closed, signed).When(s => SignOffSession.Decide(s, new(true), Guest, NewId, Now)).ThenRefused("signOff.given");
        After(Sent, Closed, signed).When(s => SignOffSession.Decide(s, new(false, "另有意见"), Guest, NewId, Now)).ThenRefused("signOff.given");
        After(Sent, Closed, signed).When(s => SignOffSession.Decide(s, new(false), Guest, NewId, Now)).ThenNothing();
    }
}
