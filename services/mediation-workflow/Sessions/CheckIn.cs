using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>A participant is there. Saying so again changes nothing.</summary>
internal sealed record CheckIn(DateTimeOffset? At = null)
{
    internal static Decision Decide(Session state, CheckIn command, Guid participantId, DateTimeOffset now)
    {
        var check = new FieldCheck().Past("at", command.At, now);
        return check.Refusal is { } bad ? bad
            : state.Find(participantId) is not { } participant ? SessionRefusals.UnknownParticipant
            : participant.CheckedInAt is not null ? Decision.AlreadySo
            : state.Over is { } over ? over
            : Attendance.Refuse(state, participant) is { } refusal ? refusal
            : Decision.Of(new ParticipantCheckedIn(participantId, command.At ?? now, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid pid, CheckIn body, CommandShell shell) =>
        shell.AppendAsync<Session, CheckIn>(
            http, id, body, (state, command, now) => Decide(state, command, pid, now),
            state => Reply.Ok(new
            {
                sessionId = id,
                participantId = pid,
                checkedInAt = state.Participants.First(p => p.Id == pid).CheckedInAt,
                rolesPresent = state.RolesPresent,
                rolesMissing = state.RolesRequired.Except(state.RolesPresent),
            }));
}
