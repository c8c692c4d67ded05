using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>The proposed mediator declines with a reason; another one is asked for.</summary>
internal sealed record DeclineAssignment(Guid? MediatorId = null, string? Reason = null)
{
    internal static Decision Decide(Case state, DeclineAssignment command, Guid declinationId, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("mediatorId", command.MediatorId).Text("reason", command.Reason, FieldChecks.ShortText);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (state.Status != CaseStatus.WaitingForMediator)
        {
            return CaseRefusals.NotWaiting;
        }

        if (state.ProposedMediatorId != command.MediatorId)
        {
            return CaseRefusals.NotProposed;
        }

        return Decision.Of(Declined(state, command.MediatorId!.Value, declinationId, null, now)).Sealing(declinationId, "reason", command.Reason);
    }

    /// <summary>Who declined, and the request for another.</summary>
    internal static IReadOnlyList<object> Declined(Case state, Guid mediator, Guid declinationId, string? cause, DateTimeOffset now)
    {
        IReadOnlyList<Guid> excluded = [.. state.Declined.Union(state.Recused).Append(mediator).Distinct()];
        return
        [
            new MediatorDeclined(mediator, state.Attempt, declinationId, now, cause),
            new MediatorRequested(state.Attempt + 1, state.CommitteeId, state.AreaCode, state.TypeCode, excluded, now, state.LaterRound),
        ];
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, DeclineAssignment body, CommandShell shell)
    {
        if (Assignee.Of(http, body.MediatorId) is not { } mediator)
        {
            return Task.FromResult(Problem.From(http, CaseRefusals.NotYours));
        }

        var declinationId = shell.NewId();
        return shell.ChangeAsync<Case, DeclineAssignment>(
            http, id, body with { MediatorId = mediator }, (state, command, now) => Decide(state, command, declinationId, now), CaseReplies.Ok);
    }
}
