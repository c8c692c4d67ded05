namespace Mediation.Workflow.Sessions;

internal sealed partial record Session
{
    public Session Evolve(object @event) => @event switch
    {
        SessionCalled e => this with
        {
            Id = e.SessionId, CaseId = e.CaseId, Panel = e.Panel, StartsAt = e.StartsAt, Sides = e.Sides, Participants = e.Participants,
            CoUnits = e.CoUnits ?? [], Round = e.Round,
        },
        SessionShared e => this with { CoUnits = [.. CoUnits, e.With] },
        SessionRescheduled e => Moved(e),
        SessionCancelled e => this with { CancelledAt = e.At },
        SegmentOpened e => this with { Running = e.Segment },
        SegmentRecorded e => this with { Segments = [.. Segments, e.Segment], Running = Running?.Id == e.Segment.Id ? null : Running },
        CaucusSentenceReleased e => this with
        {
            Releases = [.. Releases, new Release(e.ReleaseId, e.SegmentId, e.ConsentPartyId, e.ConsentAt, e.At)],
        },
        OpennessWished e => this with { Wishes = [.. Wishes.Where(w => w.PartyId != e.PartyId), new Wish(e.PartyId, e.Open)] },
        SessionClosed e => Each(
            p => (e.Departures ?? []).FirstOrDefault(d => d.ParticipantId == p.Id) is { } left ? p with { LeftAt = left.LeftAt } : p) with
        {
            EndedAt = e.EndedAt, Result = e.Result,
        },
        StatementGiven e => this with { Statements = [.. Statements, new Statement(e.StatementId, e.ParticipantId, e.At)] },
        SessionSignedOff e => this with { SignOffs = [.. SignOffs, new SignOff(e.SignOffId, e.ParticipantId, e.Agreed, e.HasRemark, e.At)] },
        _ => OfParticipants(@event),
    };

    private Session OfParticipants(object @event) => @event switch
    {
        ParticipantCheckedIn e => With(e.ParticipantId, p => p with { CheckedInAt = e.CheckedInAt }),
        OutsiderConsentRecorded e => Each(p => e.ParticipantIds.Contains(p.Id) ? Consented(p, e) : p),
        ParticipantAnswered e => With(e.ParticipantId, p => p with { Answer = e.Answer, AnswerId = e.AnswerId }),
        ParticipantSubstituted e => With(e.ParticipantId, p => p with { ReplacedBy = e.Substitute.Id }).Joined(e),
        ConflictsChecked e => Each(p => e.ParticipantIds.Contains(p.Id) ? p with { CheckedAgainst = e.Relatives } : p).Doubting(e.Found),
        InterestDeclared e => With(e.ParticipantId, p => p with { Declared = e.HasInterest })
            .Doubting(e.HasInterest ? [new Conflict(e.DeclarationId, e.ParticipantId, ConflictKind.Declared, e.PartyId)] : []),
        ConflictOverruled e => this with { Conflicts = [.. Conflicts.Select(c => c.Id == e.ConflictId ? c with { Overruled = true } : c)] },
        InvitationSent e => Inviting(new Invitation(e.InvitationId, e.ParticipantId, e.ExpiresAt)),
        InvitationOpened e => this with
        {
            Invitations = [.. Invitations.Select(i => i.Id == e.InvitationId ? i with { OpenedAt = e.At } : i)],
        },
        InvitationRevoked e => this with { Invitations = [.. Invitations.Where(i => i.Id != e.InvitationId)] },
        InvitationDelegated e => Inviting(new Invitation(e.NewInvitationId, e.ParticipantId, e.ExpiresAt)),
        _ => this,
    };

    // Whoever had answered did so for the earlier day.
    private Session Moved(SessionRescheduled e) => Each(p => p with { Answer = null, AnswerId = null, CheckedInAt = null }) with
    {
        StartsAt = e.StartsAt,
        Reschedulings = Reschedulings + 1,
        Invitations = [.. Invitations.Select(i => i.ExpiresAt > e.At && i.ExpiresAt < e.LinksUntil ? i with { ExpiresAt = e.LinksUntil } : i)],
    };

    private static Participant Consented(Participant person, OutsiderConsentRecorded e)
    {
        var others = (person.ConsentSides ?? []).Where(side => side != e.Side);
        return person with { ConsentSides = [.. e.Given ? others.Append(e.Side).Order(StringComparer.Ordinal) : others] };
    }

    private Session Joined(ParticipantSubstituted e) => this with
    {
        Participants = [.. Participants, e.Substitute],
        Invitations = [.. Invitations.Where(i => i.ParticipantId != e.ParticipantId)],
    };

    private Session Doubting(IReadOnlyList<Conflict> found) => this with { Conflicts = [.. Conflicts, .. found] };

    private Session With(Guid participantId, Func<Participant, Participant> change) => Each(p => p.Id == participantId ? change(p) : p);

    private Session Each(Func<Participant, Participant> change) => this with { Participants = [.. Participants.Select(change)] };

    // One link a participant: a newer one takes the place of the older.
    private Session Inviting(Invitation sent) =>
        this with { Invitations = [.. Invitations.Where(i => i.ParticipantId != sent.ParticipantId), sent] };
}
