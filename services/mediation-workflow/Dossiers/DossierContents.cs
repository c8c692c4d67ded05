using Mediation.Contracts;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Dossiers;

/// <summary>What fills the thirteen slots: papers made from the case's events, and files that were put into it.</summary>
internal static class DossierContents
{
    internal static IReadOnlyList<SlotContents> Of(PrintFacts facts)
    {
        var explained = facts.Events.Select(e => e.Data).OfType<DossierNoteAdded>().SelectMany(n => n.Explains).ToHashSet();
        return [.. DossierSlots.All.Select(slot => new SlotContents(
            slot, [.. Papers(facts, slot), .. Files(facts, slot)], DossierSlots.IsMust(slot) ? [.. DossierReasons.Of(facts, slot)] : [], explained.Contains(slot)))];
    }

    private static IEnumerable<DossierDocument> Papers(PrintFacts facts, DossierSlot slot) =>
        FormCatalog.All.Where(form => form.Slot == slot && Has(facts, form.Code))
            .Select(form => new DossierDocument(form.Title, form.Code, null, DateOf(facts, form.Code), null));

    // The name of a file is its sender's word; what it is for, the slot says.
    private static IEnumerable<DossierDocument> Files(PrintFacts facts, DossierSlot slot) => facts.Evidence.Where(row => row.Filed.Slot == slot)
        .Select(row => new DossierDocument(TitleOf(facts, row.Filed), null, row.Filed, row.Filed.At, IsOnPaper(facts, row.Filed) ? null : "电子文件"));

    private static bool IsOnPaper(PrintFacts facts, EvidenceFiled filed) =>
        FileTypes.IsImage(filed.Type) || facts.Bound.HasAllOf(filed.EvidenceId);

    /// <summary>What a file is called, as far as the reader may know.</summary>
    internal static string TitleOf(PrintFacts facts, EvidenceFiled filed) =>
        (facts.Reader.Works ? facts.Texts[filed.EvidenceId, FileEvidence.DescriptionField] ?? facts.Texts[filed.EvidenceId, FileEvidence.NameField] : null)
        ?? DossierSlots.NameOf(filed.Slot);

    // Whether the case has what the paper tells: a form with nothing but lines is for writing on, not for binding.
    private static bool Has(PrintFacts facts, string form) => form switch
    {
        "application" => facts.Case.Source == DisputeSources.Application,
        "acceptance" or "back" => true,
        "notice" => facts.RecordsOf(RecordKind.RightsNotice).Any(),
        "investigation" => facts.RecordsOf(RecordKind.Investigation).Any(),
        "power-of-attorney" => facts.RecordsOf(RecordKind.PowerOfAttorney).Any(),
        "measurement" => facts.Sessions.Any(s => s.Segments.Any(x => x.Mode == Sessions.Mode.FieldMeasurement)),
        "mediation-record" => facts.Sessions.Any(s => s.Segments.Count > 0),
        "agreement" => facts.Agreements.Any(a => a.Form == AgreementForm.Written && AgreementForms.IsLive(a)),
        "performance-proof" => facts.Agreements.Any(a => a.Counting.Any(p => p.Kind != PerformanceKind.None)),
        "confirmation" => facts.Agreements.Any(a => a.Confirmation is not null),
        "follow-up" => facts.FollowUps.Visits.Any(v => v.VisitedAt is not null),
        "oral-agreement" => facts.Agreements.Any(a => a.Form == AgreementForm.Oral),
        "termination" => facts.Case.Outcome is not null and not Endings.Agreement,
        "closing-report" or "subsidy" => facts.Case.ClosedAt is not null,
        "note" => facts.Events.Any(e => e.Data is DossierNoteAdded),
        _ => false,
    };

    private static DateTimeOffset? DateOf(PrintFacts facts, string form) => form switch
    {
        "application" or "acceptance" => facts.Case.AcceptedAt,
        "notice" => facts.RecordsOf(RecordKind.RightsNotice).First().Record.OccurredAt,
        "investigation" => facts.RecordsOf(RecordKind.Investigation).First().Record.OccurredAt,
        "power-of-attorney" => facts.RecordsOf(RecordKind.PowerOfAttorney).First().Record.OccurredAt,
        "measurement" => facts.Sessions.SelectMany(s => s.Segments)
            .Where(s => s.Mode == Sessions.Mode.FieldMeasurement).Min(s => s.StartedAt),
        "follow-up" => facts.FollowUps.Visits.Min(v => v.VisitedAt),
        "mediation-record" => facts.Sessions.First(s => s.Segments.Count > 0).StartsAt,
        "agreement" or "oral-agreement" => facts.Agreements[^1].EffectiveAt ?? facts.Agreements[^1].DraftedAt,
        "termination" or "closing-report" or "subsidy" => facts.Case.ClosedAt,
        "back" => facts.Filing()?.At,
        _ => null,
    };
}

/// <param name="Form">Code of the form, of a paper that is made from the case.</param>
/// <param name="File">Of a file that was put in.</param>
internal sealed record DossierDocument(string Title, string? Form, EvidenceFiled? File, DateTimeOffset? At, string? Remark)
{
    /// <summary>Where it begins in the printed dossier.</summary>
    internal string Anchor => Form is { } code ? $"form-{code}" : $"file-{File!.EvidenceId:N}";
}

/// <param name="Reasons">What a must lacks.</param>
/// <param name="Explained">A note on the file says why it is missing.</param>
internal sealed record SlotContents(DossierSlot Slot, IReadOnlyList<DossierDocument> Documents, IReadOnlyList<DossierReason> Reasons, bool Explained)
{
    internal bool IsMissing => Reasons.Count > 0;
}
