using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>
/// A unit of another area holds the session together with the case's own. Its people may read it; it counts once and credits both.
/// </summary>
internal sealed record ShareSession(Guid? CommitteeId = null, string? AreaCode = null)
{
    private const int Most = 10;

    private static readonly Refusal TooMany = new("session.tooManyUnits", "联合调解单位过多", "Too many units share the session");

    internal static Decision Decide(Session state, Case file, ShareSession command, DateTimeOffset now)
    {
        var check = Check(new FieldCheck(), file, "", command);
        return (check.Refusal ?? state.Over) is { } bad ? bad
            : state.CoUnits.Any(u => u.CommitteeId == command.CommitteeId) ? Decision.AlreadySo
            : state.CoUnits.Count >= Most ? TooMany
            : Decision.Of(new SessionShared(command.Unit, now));
    }

    internal CoUnit Unit => new(CommitteeId!.Value, AreaCode!);

    internal static FieldCheck Check(FieldCheck check, Case file, string path, ShareSession unit) => check
        .Present($"{path}committeeId", unit.CommitteeId)
        .That(unit.CommitteeId != file.CommitteeId, $"{path}committeeId", "own", "案件本单位无需列出", "The case's own unit is not a second one")
        .That(Contracts.AreaCode.TryParse(unit.AreaCode, out _), $"{path}areaCode", "malformed", "行政区划代码有误", "Not an area code");

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, ShareSession body, CommandShell shell) =>
        shell.OverTwoAsync<Session, Case, ShareSession>(
            http, id, session => session.CaseId, body, Decide, state => Reply.Ok(new { sessionId = id, coUnits = state.CoUnits }),
            CommandKind.Append);
}
