namespace Mediation.Workflow.Agreements;

/// <summary>What a command on an agreement answers.</summary>
internal static class AgreementReplies
{
    internal static object Of(Agreement state) => new
    {
        id = state.Id,
        caseId = state.CaseId,
        form = state.Form,
        copies = state.Copies,
        obligations = state.Obligations.Select(o => new { id = o.Id, kind = o.Kind }),
        missingSignatures = state.MissingSignatures,
        effectiveAt = state.EffectiveAt,
    };
}
