using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>Shows the parties' data and what was told of the quarrel in full, for a reason that is put on record first. No event: nothing about the dispute changes.</summary>
internal sealed record UnmaskParties(UnmaskingReason? Reason = null, string? Text = null)
{
    // Not by the command shell: its answers are stored under the idempotency key, and this one is for nobody else to keep.
    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, UnmaskParties body, StoreReader store, Vault vault, AuditTrail trail)
    {
        if (new FieldCheck().Unmasking(body.Reason, body.Text).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var fetched = await store.FetchForWritingAsync<Dispute>(id, http.RequestAborted);
        if (!fetched.Exists)
        {
            return Problem.From(http, Refusal.Unknown("dispute"));
        }

        await trail.RecordUnmaskingAsync(http, id, body.Reason.GetValueOrDefault(), body.Text);
        var texts = await vault.OpenAsync(store, id, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new PartiesUnmasked(
            id, texts[id, VaultFields.Place], texts[id, VaultFields.Summary], [.. fetched.State.Parties.Select(party => Unmasked(party, texts))]), ServiceJson.Options);
    }

    private static PartyUnmasked Unmasked(Party party, VaultTexts texts) => new(
        party.PartyId, party.Side, party.Kind, texts[party.PartyId, VaultFields.Name], texts[party.PartyId, VaultFields.Phone],
        texts[party.PartyId, VaultFields.IdNumber], texts[party.PartyId, VaultFields.Address], texts[party.PartyId, VaultFields.ServiceAddress],
        texts[party.PartyId, VaultFields.Ethnicity], texts[party.PartyId, VaultFields.Occupation], texts[party.PartyId, VaultFields.Representative]);
}

internal sealed record PartiesUnmasked(Guid Id, string? Place, string? Summary, IReadOnlyList<PartyUnmasked> Parties);

internal sealed record PartyUnmasked(
    Guid PartyId, string Side, PartyKind Kind, string? Name, string? Phone, string? IdNumber, string? Address, string? ServiceAddress,
    string? Ethnicity, string? Occupation, string? Representative);
