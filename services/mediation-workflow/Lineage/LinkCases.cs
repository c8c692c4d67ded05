using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Lineage;

/// <summary>Two cases belong together; who makes the link must see both, and it is shown to those who see both.</summary>
internal sealed record LinkCases(Guid? CaseId = null, LinkKind? Kind = null)
{
    private const int Most = 100;

    private static readonly Refusal TooMany = new("link.tooMany", "关联案件过多", "Too many linked cases");

    internal static Decision Decide(Case state, Case other, LinkCases command, Guid linkId, DateTimeOffset now) =>
        state.Links.Contains(new CaseLink(other.Id, command.Kind!.Value)) ? Decision.AlreadySo
        : state.Links.Count >= Most || other.Links.Count >= Most ? TooMany
        : Decision.Of(new CaseLinked(linkId, other.Id, command.Kind.Value, now))
            .AndSecond(new CaseLinked(linkId, state.Id, SeenFromTheOther(command.Kind.Value), now));

    /// <summary>Before the other case is looked for.</summary>
    internal static Refusal? Check(Guid id, LinkCases command) => new FieldCheck()
        .Present("caseId", command.CaseId)
        .Present("kind", command.Kind)
        .That(command.CaseId != id, "caseId", "self", "不能关联自己", "A case is not linked to itself").Refusal;

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, LinkCases body, CommandShell shell)
    {
        if (Check(id, body) is { } bad)
        {
            return Task.FromResult(Problem.From(http, bad));
        }

        var linkId = shell.NewId();
        return shell.OverTwoAsync<Case, Case, LinkCases>(
            http, id, _ => body.CaseId!.Value, body, (state, other, command, now) => Decide(state, other, command, linkId, now),
            _ => Reply.Created($"/api/v1/cases/{id}", new { id = linkId, caseId = body.CaseId, kind = body.Kind }), CommandKind.Append);
    }

    private static LinkKind SeenFromTheOther(LinkKind kind) => kind switch
    {
        LinkKind.Continues => LinkKind.ContinuedBy,
        LinkKind.ContinuedBy => LinkKind.Continues,
        LinkKind.CounterClaimTo => LinkKind.CounterClaimedBy,
        LinkKind.CounterClaimedBy => LinkKind.CounterClaimTo,
        _ => kind,
    };
}
