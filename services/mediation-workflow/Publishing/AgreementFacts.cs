using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.Agreements;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of an agreement: nothing before it takes effect.</summary>
internal static class AgreementFacts
{
    internal static bool ChangedBy(object data) => data is AgreementTookEffect;

    internal static AgreementFactsChanged Of(Fetched<Agreement> fetched)
    {
        var state = fetched.State;
        return new AgreementFactsChanged(
            state.Id, fetched.Version, state.CaseId, Name(state.Form), state.EffectiveAt, [.. state.Obligations.Select(o => Of(o, state.PerformedAtOnce))],
            ConfirmationEligible: false, null, null);
    }

    // The contract's own words, so that a renamed member here does not change the wire.
    internal static string Name(AgreementForm form) => form == AgreementForm.Oral ? "oral" : "written";

    private static ObligationFacts Of(Obligation duty, bool performed) =>
        new(duty.Id, duty.DueOn, duty.Amount, duty.Amount is { } amount ? (performed ? amount : 0) : null, performed);
}
