using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Ends a session with what came of it; the case hears who sat and how long, in the same unit.</summary>
/// <param name="Recorder">Who wrote it down.</param>
internal sealed record CloseSession(
    DateTimeOffset? EndedAt = null, SessionResult? Result = null, string? Summary = null, IReadOnlyList<CloseSession.Left?>? LeftEarly = null,
    string? Recorder = null)
{
    internal const string RecorderField = "recorder";

    private static readonly Refusal NoSegment = new("session.noSegment", "调解会没有任何环节", "The session has no segment");
    private static readonly Refusal StillRunning = new("segment.running", "已有环节正在进行", "A segment is running already");

    internal sealed record Left(Guid? ParticipantId = null, DateTimeOffset? At = null);

    internal static Decision Decide(Session state, Case file, CloseSession command, DateTimeOffset now)
    {
        if ((state.Over ?? (state.Running is not null ? StillRunning : state.Segments.Count == 0 ? NoSegment : null)) is { } refusal)
        {
            return refusal;
        }

        var last = state.Segments.Max(segment => segment.EndedAt);
        var endedAt = command.EndedAt ?? last;
        if (Check(state, command, last, now) is { } bad)
        {
            return bad;
        }

        IReadOnlyList<Departure>? departures =
            command.LeftEarly is { Count: > 0 } left ? [.. left.Select(l => new Departure(l!.ParticipantId!.Value, l.At!.Value))] : null;
        return Decision.Of(new SessionClosed(endedAt, state.Minutes, now, command.Result, departures))
            .AndSecond(OnCase(state, file, now)).Sealing(state.Id, "summary", command.Summary).Sealing(state.Id, RecorderField, command.Recorder);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, CloseSession body, CommandShell shell) =>
        shell.OverTwoAsync<Session, Case, CloseSession>(
            http, id, session => session.CaseId, body, Decide,
            state => Reply.Ok(new
            {
                id,
                caseId = state.CaseId,
                endedAt = state.EndedAt,
                result = state.Result,
                minutes = state.Minutes,
                minutesByMode = SessionView.ByMode(state),
                rolesPresent = state.RolesPresent,
                rolesMissing = state.RolesRequired.Except(state.RolesPresent),
            }),
            CommandKind.Change);

    private static Refusal? Check(Session state, CloseSession command, DateTimeOffset last, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Past("endedAt", command.EndedAt, now)
            .That(!(command.EndedAt < last), "endedAt", "outOfRange", "不得早于最后一个环节的结束时间", "Not before the last segment's end")
            .Present("result", command.Result)
            .OptionalText("summary", command.Summary, FieldChecks.LongText)
            .OptionalText("recorder", command.Recorder, 100)
            .Count("leftEarly", command.LeftEarly, 0, 50);
        for (var i = 0; i < Math.Min(command.LeftEarly?.Count ?? 0, 50); i++)
        {
            var left = command.LeftEarly![i];
            check.That(
                    left?.ParticipantId is { } id && state.Find(id)?.CheckedInAt is not null, $"leftEarly[{i}].participantId", "unknown",
                    "不是已签到的参加人", "Not a participant who was there")
                .Present($"leftEarly[{i}].at", left?.At)
                .That(!(left?.At > (command.EndedAt ?? last)), $"leftEarly[{i}].at", "outOfRange", "不得晚于结束时间", "Not after the end");
        }

        return check.Refusal;
    }

    private static IReadOnlyList<object> OnCase(Session state, Case file, DateTimeOffset now)
    {
        var earlier = state.Round < file.Round ? state.Round : null;
        var firstJoint = state.FirstJointAt;
        var held = new SessionHeld(state.Id, firstJoint is not null, firstJoint, state.Minutes, now, earlier);
        var roles = state.RolesPresent;
        // A panel is more than one office talking to the parties.
        return roles.Count(role => role != Role.Party) < 2
            ? [held]
            : [held, new PanelSat(state.Id, state.Panel, roles, state.Wanted.Count(p => p.CheckedInAt is not null), now, earlier)];
    }
}
