using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Ends a session; the case hears who sat and how long, in the same unit.</summary>
internal sealed record CloseSession(DateTimeOffset? EndedAt = null)
{
    private static readonly Refusal NoSegment = new("session.noSegment", "调解会没有任何环节", "The session has no segment");

    internal static Decision Decide(Session state, CloseSession command, DateTimeOffset now)
    {
        if (state.IsClosed)
        {
            return SessionRefusals.Closed;
        }

        if (state.Segments.Count == 0)
        {
            return NoSegment;
        }

        var last = state.Segments.Max(segment => segment.EndedAt);
        var endedAt = command.EndedAt ?? last;
        var check = new FieldCheck()
            .Past("endedAt", command.EndedAt, now)
            .That(endedAt >= last, "endedAt", "outOfRange", "不得早于最后一个环节的结束时间", "Not before the last segment's end");
        return check.Refusal is { } bad ? bad
            : Decision.Of(new SessionClosed(endedAt, state.Minutes, now)).AndSecond(OnCase(state, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, CloseSession body, CommandShell shell) =>
        shell.OverTwoAsync<Session, Case, CloseSession>(
            http, id, session => session.CaseId, body, (session, _, command, now) => Decide(session, command, now),
            state => Reply.Ok(new { id, caseId = state.CaseId, endedAt = state.EndedAt, minutes = state.Minutes, rolesPresent = state.RolesPresent }),
            CommandKind.Change);

    private static IReadOnlyList<object> OnCase(Session state, DateTimeOffset now)
    {
        var firstJoint = state.FirstJointAt;
        var held = new SessionHeld(state.Id, firstJoint is not null, firstJoint, state.Minutes, now);
        var roles = state.RolesPresent;
        // A panel is more than one office talking to the parties.
        return roles.Count(role => role != Role.Party) < 2
            ? [held]
            : [held, new PanelSat(state.Id, state.Panel, roles, state.Participants.Count(p => p.CheckedInAt is not null), now)];
    }
}
