using Mediation.Workflow.Confirmations;

namespace Mediation.Workflow.Agreements;

/// <summary>A way that is left to whom an obligation is not kept.</summary>
/// <param name="Code">urging, judicialConfirmation, enforcement, paymentOrder, courtAction or newRound.</param>
/// <param name="Law">Where it is written.</param>
/// <param name="Until">Last day, where there is one.</param>
internal sealed record Remedy(string Code, bool Available, string Law, DateOnly? Until = null);

internal static class Remedies
{
    internal static IReadOnlyList<Remedy> Of(Agreement state, DateOnly today)
    {
        var open = state.Obligations.Where(o => !ObligationAccount.IsPerformed(state, o)).ToList();
        var confirmed = state.Confirmation?.Ruling == Ruling.Confirmed;
        return
        [
            new("urging", open.Count > 0, "PML 31"),
            new(
                "judicialConfirmation", state.ConfirmableUntil >= today && state.Confirmation is null or { Ruling: Ruling.Withdrawn or Ruling.Ineligible },
                "PML 33, CPL 205", state.ConfirmableUntil),
            new("enforcement", confirmed && open.Count > 0, "PML 33, CPL 206"),
            new("paymentOrder", !confirmed && open.Any(o => o.Kind == ObligationKind.Payment), "CPL 225"),
            // A confirmed agreement is enforced, not sued upon.
            new("courtAction", !confirmed && open.Count > 0, "PML 32"),
            new("newRound", !confirmed && open.Count > 0, "PML 17"),
        ];
    }
}
