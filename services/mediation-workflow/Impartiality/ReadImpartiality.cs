using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Impartiality;

/// <summary>Who was declared to be whose relative, and which objections there were to the mediator.</summary>
internal static class ReadImpartiality
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var found = await store.FetchForWritingAsync<Case>(id, http.RequestAborted);
        return found.Exists
            ? await Versioned.ReadAsync(http, found.Version, vault, id, async () =>
            {
                var opened = vault.OpenAsync(store, id, http.RequestAborted);
                await Task.WhenAll(opened, trail.RecordReadAsync(http, id));
                return Of(found.State, await opened);
            })
            : Problem.From(http, Refusal.Unknown("case"));
    }

    private static ImpartialityView Of(Case state, VaultTexts texts) => new(
        state.Id,
        [.. state.Relatives.Select(r => new RelativeView(r.Id, r.PartyId, texts[r.Id, DeclareRelative.NameField], texts[r.Id, "kinship"]))],
        [.. state.Objections.Select(o => new ObjectionView(
            o.Id, o.PartyId, o.MediatorId, o.Ground, texts[o.Id, "reason"], o.Sustained, texts[o.Id, "decision"]))]);
}

internal sealed record ImpartialityView(Guid CaseId, IReadOnlyList<RelativeView> Relatives, IReadOnlyList<ObjectionView> Objections);

internal sealed record RelativeView(Guid Id, Guid PartyId, string? Name, string? Kinship);

/// <param name="PartyId">Null when the mediator declared it.</param>
/// <param name="Sustained">Null before the decision.</param>
internal sealed record ObjectionView(
    Guid Id, Guid? PartyId, Guid MediatorId, ObjectionGround Ground, string? Reason, bool? Sustained, string? Decision);
