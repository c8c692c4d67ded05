using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Lineage;

/// <summary>Two cases were linked by mistake: the link is gone on both, and in both histories.</summary>
internal sealed record UnlinkCases(string? Reason = null)
{
    private static readonly Refusal NotLinked = new("link.none", "两案未关联", "The two cases are not linked");

    internal static Decision Decide(Case state, Case other, UnlinkCases command, Guid unlinkingId, DateTimeOffset now) =>
        new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText).Refusal is { } bad ? bad
        : state.Links.All(link => link.CaseId != other.Id) ? NotLinked
        : Decision.Of(new CaseUnlinked(unlinkingId, other.Id, now)).AndSecond(new CaseUnlinked(unlinkingId, state.Id, now))
            .Sealing(unlinkingId, "reason", command.Reason);

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid otherId, UnlinkCases body, CommandShell shell)
    {
        // A stream cannot stand twice in one unit, and no case is linked to itself.
        if (otherId == id)
        {
            return Task.FromResult(Problem.From(http, NotLinked));
        }

        var unlinkingId = shell.NewId();
        return shell.OverTwoAsync<Case, Case, UnlinkCases>(
            http, id, _ => otherId, body, (state, other, command, now) => Decide(state, other, command, unlinkingId, now),
            _ => Reply.Ok(new { id, caseId = otherId }), CommandKind.Change);
    }
}
