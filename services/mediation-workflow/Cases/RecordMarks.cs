using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>What a record on file proves; the names that a refused completion lists as missing.</summary>
internal static class RecordMarks
{
    internal static IEnumerable<string> Of(RecordAdded record) => record.Kind switch
    {
        RecordKind.Discovery => ["discovery"],
        RecordKind.FirstContact => [$"firstContact:{record.Side}"],
        RecordKind.RiskAssessment => ["riskAssessment"],
        RecordKind.RightsNotice => OfParties("rightsNotice", record),
        RecordKind.Consent when record.Given == true => OfParties("consent", record),
        RecordKind.Investigation or RecordKind.Evidence => [Requirements.InvestigationOrEvidence],
        RecordKind.UndisputedFacts => ["undisputedFacts"],
        RecordKind.PointsInDispute => ["pointsInDispute"],
        RecordKind.LawExplained => ["lawExplained"],
        RecordKind.ContactAttempt => (record.PartyIds ?? []).Select(ContactAttempt),
        RecordKind.PowerOfAttorney when record.Power == PowerScope.Special => (record.PartyIds ?? []).Select(SettlingPowerOf),
        _ => [],
    };

    internal static string ContactAttempt(Guid partyId) => $"contactAttempt:{partyId}";

    /// <summary>Whether a mark counts in a further round, too: what was found stays found, what was agreed with an earlier committee ended with it.</summary>
    internal static bool Lasts(string mark) =>
        mark is "discovery" or Requirements.InvestigationOrEvidence or "undisputedFacts" or "pointsInDispute"
        || mark.StartsWith("firstContact:", StringComparison.Ordinal) || mark.StartsWith("settlingPower:", StringComparison.Ordinal);

    /// <summary>A party's agent may settle for it.</summary>
    internal static string SettlingPowerOf(Guid partyId) => $"settlingPower:{partyId}";

    private static IEnumerable<string> OfParties(string mark, RecordAdded record) => (record.PartyIds ?? []).Select(id => $"{mark}:{id}");
}
