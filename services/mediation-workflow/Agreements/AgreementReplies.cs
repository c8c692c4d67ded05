namespace Mediation.Workflow.Agreements;

/// <summary>What a command on an agreement answers.</summary>
internal static class AgreementReplies
{
    /// <param name="state">After the command.</param>
    /// <param name="lint">What to look at again before signing; null where the wording was not touched.</param>
    internal static object Of(Agreement state, IReadOnlyList<LintFinding>? lint = null) => new
    {
        id = state.Id,
        caseId = state.CaseId,
        status = AgreementView.StatusOf(state),
        form = state.Form,
        partial = state.Partial,
        copies = state.Copies,
        obligations = state.Obligations.Select(o => new { id = o.Id, kind = o.Kind }),
        missingSignatures = state.MissingSignatures,
        effectiveAt = state.EffectiveAt,
        confirmableUntil = state.ConfirmableUntil,
        lint,
    };
}
