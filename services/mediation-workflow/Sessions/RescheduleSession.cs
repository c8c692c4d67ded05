using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Invitations;

namespace Mediation.Workflow.Sessions;

/// <summary>Moves a session to another time. Everybody must confirm anew; links that live stay good until the new day is over.</summary>
internal sealed record RescheduleSession(DateTimeOffset? StartsAt = null, string? Place = null, string? Reason = null)
{
    internal static Decision Decide(Session state, Case file, RescheduleSession command, Guid reschedulingId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("startsAt", command.StartsAt).Instant("startsAt", command.StartsAt)
            .That(command.StartsAt is null || command.StartsAt > now, "startsAt", "inPast", "须晚于现在", "Must be in the future")
            .OptionalText("place", command.Place, FieldChecks.ShortText)
            .Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.Over is { } over ? over
            : file.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : state.HasBegun ? SessionRefusals.Begun
            : Decision.Of(new SessionRescheduled(
                    reschedulingId, command.StartsAt!.Value, SendInvitation.EndOfNextDay(command.StartsAt.Value), now))
                .Sealing(reschedulingId, "reason", command.Reason).Sealing(state.Id, "place", command.Place);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RescheduleSession body, CommandShell shell)
    {
        var reschedulingId = shell.NewId();
        return shell.OverTwoAsync<Session, Case, RescheduleSession>(
            http, id, session => session.CaseId, body, (session, file, command, now) => Decide(session, file, command, reschedulingId, now),
            state => Reply.Ok(new
            {
                id,
                startsAt = state.StartsAt,
                toConfirm = state.Wanted.Where(p => p.Answer is null).Select(p => p.Id),
                linksThatLiveOn = state.Invitations.Select(i => new { participantId = i.ParticipantId, expiresAt = i.ExpiresAt }),
            }),
            CommandKind.Change);
    }
}
