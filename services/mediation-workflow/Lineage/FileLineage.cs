using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Lineage;

/// <summary>Where the quarrel comes from and what belongs to it, as the file shows it.</summary>
/// <param name="Incidents">In the order of their approximate dates.</param>
/// <param name="Links">Those whose other case the reader may see.</param>
/// <param name="Unlinked">Links that were undone, with the reason where it was given on this case.</param>
internal sealed record FileLineage(
    IReadOnlyList<FileIncident> Incidents, IReadOnlyList<FileSuccession> Successions, IReadOnlyList<FileLink> Links,
    IReadOnlyList<FileUnlinking> Unlinked)
{
    internal static FileLineage Of(Case state, IReadOnlyList<RecordedEvent> stream, VaultTexts texts, IReadOnlyList<Fetched<Case>> linked)
    {
        var events = stream.Select(e => e.Data).ToList();
        var others = linked.ToDictionary(found => found.Id, found => found.State);
        return new FileLineage(
            [.. events.OfType<EarlierIncidentRecorded>().OrderBy(e => (e.Year, e.Month ?? 0, e.Day ?? 0)).Select(e => new FileIncident(
                e.IncidentId, e.Year, e.Month, e.Day, e.About, e.Handling, texts[e.IncidentId, "text"], e.At))],
            [.. events.OfType<PartySucceeded>().Select(e => new FileSuccession(e.PartyId, e.Heirs, e.DiedOn, texts[e.SuccessionId, "reason"], e.At))],
            [.. state.Links.Where(link => others.ContainsKey(link.CaseId)).Select(link => new FileLink(
                link.CaseId, link.Kind, others[link.CaseId].CaseNumber, others[link.CaseId].Status, others[link.CaseId].Outcome))],
            [.. events.OfType<CaseUnlinked>().Select(e => new FileUnlinking(e.CaseId, texts[e.UnlinkingId, "reason"], e.At))]);
    }
}

internal sealed record FileIncident(
    Guid Id, int Year, int? Month, int? Day, bool About, Handling Handling, string? Text, DateTimeOffset RecordedAt);

internal sealed record FileSuccession(Guid PartyId, IReadOnlyList<Heir> Heirs, DateOnly? DiedOn, string? Text, DateTimeOffset RecordedAt);

internal sealed record FileUnlinking(Guid CaseId, string? Reason, DateTimeOffset At);

internal sealed record FileLink(Guid CaseId, LinkKind Kind, string CaseNumber, CaseStatus Status, string? Outcome);
