using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;

namespace Mediation.Workflow.Agreements;

/// <summary>When a written form is required, and when a signature must not be electronic. Facts of the case decide.</summary>
internal static class FormRules
{
    private const int ManyPersons = 10;
    private const decimal LargeAmount = 100_000;

    /// <summary>Land contracts and homesteads, labour; when a party asks; when not performed at once and the case is major.</summary>
    internal static bool NeedsWriting(Case file, bool requested, bool performedAtOnce) =>
        requested
        || file.TypeCode is "0901" or "0902"
        || file.TypeCode.StartsWith("07", StringComparison.Ordinal)
        || (!performedAtOnce && IsMajor(file));

    /// <summary>Marriage, adoption and inheritance papers need a scan of the signed paper.</summary>
    internal static bool RefusesElectronic(Case file) => file.TypeCode is "0101" or "0103";

    private static bool IsMajor(Case file) =>
        file.TypeCode.StartsWith("09", StringComparison.Ordinal) || file.Persons >= ManyPersons || file.Amount > LargeAmount
        || file.Signals.Any(s => s.Kind is SignalKind.ThreatOfViolence or SignalKind.PhysicalClash);
}
