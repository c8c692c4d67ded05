using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Impartiality;

/// <summary>
/// A conflict that was found does not count, with reasons: a namesake, a distant relative whom both sides accept. The other way out is a
/// substitute.
/// </summary>
internal sealed record OverruleConflict(string? Reason = null)
{
    private static readonly Refusal Unknown = Refusal.Unknown("conflict");

    internal static Decision Decide(Session state, OverruleConflict command, Guid conflictId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.Conflicts.FirstOrDefault(c => c.Id == conflictId) is not { } conflict ? Unknown
            : conflict.Overruled ? Decision.AlreadySo
            : state.Over is { } over ? over
            : Decision.Of(new ConflictOverruled(conflictId, now)).Sealing(conflictId, "overruled", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid conflictId, OverruleConflict body, CommandShell shell) =>
        shell.AppendAsync<Session, OverruleConflict>(
            http, id, body, (state, command, now) => Decide(state, command, conflictId, now),
            state => Reply.Ok(new { sessionId = id, conflicts = state.Conflicts }));
}
