using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>Refusals that several use cases share.</summary>
internal static class CaseRefusals
{
    internal static readonly Refusal NotOpen = new("case.notOpen", "案件不在调解中", "The case is not being mediated");

    internal static readonly Refusal NotWaiting = new("case.notWaiting", "案件不在等待调解员", "The case does not wait for a mediator");

    internal static readonly Refusal NotProposed =
        new("assignment.notProposed", "该调解员未被推荐于本案", "This mediator is not the one proposed for the case");

    internal static readonly Refusal NotYours =
        new("assignment.notYours", "指派须由调解员本人答复", "A mediator answers for themselves only");

    internal static readonly Refusal Recused =
        new("assignment.recused", "该调解员已被决定回避", "This mediator was found not to be impartial in this case");

    internal static readonly Refusal Closed = new("case.closed", "案件已结", "The case is closed already");

    internal static readonly Refusal UnknownStep =
        new("step.unknown", "工作法中没有这一步", "The method has no such step") { Status = StatusCodes.Status404NotFound };
}

/// <summary>What a command on a case answers.</summary>
internal static class CaseReplies
{
    internal static Reply Ok(Case state) => Reply.Ok(Of(state));

    internal static object Of(Case state) => new
    {
        id = state.Id,
        status = state.Status,
        currentStep = state.CurrentStep,
        mediatorId = state.MediatorId,
        proposedMediatorId = state.ProposedMediatorId,
        respondBy = state.RespondBy,
        outcome = state.Outcome,
        closedAt = state.ClosedAt,
    };
}
