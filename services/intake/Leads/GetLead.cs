using Mediation.EventStore;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

internal static class GetLead
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var fetched = await store.FetchForWritingAsync<Lead>(id, http.RequestAborted);
        return fetched.Exists
            ? await Versioned.ReadAsync(http, fetched.Version, vault, id, async () =>
            {
                var texts = vault.OpenAsync(store, id, http.RequestAborted);
                await Task.WhenAll(texts, trail.RecordReadAsync(http, id));
                return Read(id, fetched.State, await texts);
            })
            : Problem.From(http, Refusal.Unknown("lead"));
    }

    internal static LeadRead Read(Guid id, Lead lead, VaultTexts texts) => new(
        id, lead.Version, lead.Status, lead.Source, lead.AreaCode, lead.NoticedAt, lead.ReportedAt,
        texts[id, VaultFields.LeadText], texts[id, VaultFields.Place], texts[id, VaultFields.Coordinates],
        [.. lead.Contacts.Select(contact => new LeadContact(contact, Mask.Number(texts[contact, VaultFields.Phone])))],
        lead.CommitteeId, lead.DisputeId, lead.Destination, lead.Dismissed, texts[id, VaultFields.LeadNote], lead.ClosedAt);
}

/// <param name="Id">The lead.</param>
/// <param name="Version">ETag of the next change.</param>
/// <param name="Status">open, registered, linked, settled, diverted, dismissed.</param>
/// <param name="Source">How it came in.</param>
/// <param name="AreaCode">Down to the grid.</param>
/// <param name="NoticedAt">By the reporter's clock.</param>
/// <param name="ReportedAt">When it arrived.</param>
/// <param name="Text">What was seen.</param>
/// <param name="Place">In words.</param>
/// <param name="Coordinates">Latitude and longitude in degrees, with a comma.</param>
/// <param name="Contacts">Phones that were given, masked.</param>
/// <param name="CommitteeId">Who dealt with it.</param>
/// <param name="DisputeId">What it became, or was linked to.</param>
/// <param name="Destination">Where it was sent.</param>
/// <param name="Dismissed">Why nothing came of it.</param>
/// <param name="Note">Words of whoever dealt with it.</param>
/// <param name="ClosedAt">When it was dealt with.</param>
internal sealed record LeadRead(
    Guid Id, long Version, LeadStatus Status, string Source, string AreaCode, DateTimeOffset NoticedAt, DateTimeOffset ReportedAt,
    string? Text, string? Place, string? Coordinates, IReadOnlyList<LeadContact> Contacts, Guid? CommitteeId, Guid? DisputeId,
    string? Destination, DismissalCode? Dismissed, string? Note, DateTimeOffset? ClosedAt);

internal sealed record LeadContact(Guid ContactId, string? Phone);
