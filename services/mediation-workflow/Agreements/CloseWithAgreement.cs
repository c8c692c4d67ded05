using Mediation.Contracts;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>What an agreement that takes effect means for its case: its step is complete and the case closes with A.</summary>
internal static class CloseWithAgreement
{
    internal static IReadOnlyList<object> Events(Case file, Guid agreementId, AgreementForm form, DateTimeOffset effectiveAt, DateTimeOffset now)
    {
        var reached = new AgreementReached(agreementId, form, effectiveAt, now);
        var closed = file.Closing(Endings.Agreement, now);
        return file.WorkedBy.AgreementStep is { } step ? [reached, new StepCompleted(step.Number, now), closed] : [reached, closed];
    }
}
