using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>The proposed mediator takes the case on; its first step is current from then.</summary>
internal sealed record AcceptAssignment(Guid? MediatorId = null)
{
    internal static Decision Decide(Case state, AcceptAssignment command, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("mediatorId", command.MediatorId);
        return check.Refusal is { } bad ? bad
            : state.Status == CaseStatus.Open && state.MediatorId == command.MediatorId ? Decision.AlreadySo
            : state.Status != CaseStatus.WaitingForMediator ? CaseRefusals.NotWaiting
            : state.ProposedMediatorId != command.MediatorId ? CaseRefusals.NotProposed
            : Decision.Of(new MediatorAssigned(command.MediatorId!.Value, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, AcceptAssignment body, CommandShell shell) =>
        Assignee.Of(http, body.MediatorId) is { } mediator
            ? shell.ChangeAsync<Case, AcceptAssignment>(http, id, body with { MediatorId = mediator }, Decide, CaseReplies.Ok)
            : Task.FromResult(Problem.From(http, CaseRefusals.NotYours));
}
