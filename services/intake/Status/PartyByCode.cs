using Mediation.EventStore;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Status;

/// <summary>A party who shows a code, with the dispute it is of.</summary>
internal sealed record PartyByCode(Fetched<Dispute> Dispute, Guid PartyId)
{
    // Malformed, never issued, replaced or erased: the same answer by the same look.
    internal static readonly Refusal UnknownCode = new("status.unknown", "查询码无效", "No such code") { Status = StatusCodes.Status404NotFound };

    internal static async Task<PartyByCode?> FindAsync(string code, EventStore.EventStore store, Vault vault, CancellationToken cancellation)
    {
        var hash = await HashAsync(code, vault, cancellation);
        return await vault.Hashes.FindAsync(hash, cancellation) is { } place
            ? new PartyByCode(await store.FetchForWritingAsync<Dispute>(place.Subject, cancellation), place.Item)
            : null;
    }

    internal static Task<byte[]> HashAsync(string code, Vault vault, CancellationToken cancellation) =>
        vault.Hashes.OfAsync(VaultFields.StatusCode, PartyCode.Normal(code), cancellation);

    /// <summary>Lets the party in where a command asks who acts: no role, and no farther than the dispute's area.</summary>
    internal void Admit(HttpContext http, DateTimeOffset now)
    {
        var party = new Caller($"party:{PartyId}", PersonId: null, ClientId: null, Roles: [], Units: [], Areas: [], Scopes: [], IssuedAt: now);
        // By area, which stays: a committee may take the dispute at this very moment.
        http.Features.Set(new Admission(party, new RowScope([], [Dispute.State.AreaCode], [])));
    }
}
