using Mediation.EventStore;
using Mediation.Intake.Status;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>Gives a party a code for its own status; an earlier one of the party no longer counts.</summary>
internal static class IssueStatusCode
{
    internal static Decision Decide(Dispute state, Guid partyId, DateTimeOffset now) =>
        state.Parties.Any(p => p.PartyId == partyId) ? Decision.Of(new StatusCodeIssued(partyId, now)) : Refusal.Unknown("party");

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, Guid partyId, CommandShell shell, Vault vault)
    {
        var code = PartyCode.New();
        var hash = await PartyByCode.HashAsync(code, vault, http.RequestAborted);
        var result = await shell.TransactAsync<Dispute, Guid>(
            http, id, partyId, (transaction, state, party, now) => DecideAsync(transaction, state, new VaultHash(id, party, VaultFields.StatusCode, hash), now),
            _ => new Reply(StatusCodes.Status201Created, new StatusCodeAnswer(partyId, null)), CommandKind.Append);

        // The answer that is kept has no code. It is shown here and never again, and only if it is the one that counts: not to a repeat.
        http.Response.Headers.CacheControl = "no-store";
        return await vault.Hashes.FindAsync(hash, http.RequestAborted) is null
            ? result
            : Results.Json(new StatusCodeAnswer(partyId, code), ServiceJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<Decision> DecideAsync(StoreTransaction transaction, Dispute state, VaultHash hash, DateTimeOffset now)
    {
        var decision = Decide(state, hash.Item, now);
        return decision.Refusal is not null || await VaultHashes.PutAsync(transaction.Connection, hash) ? decision : DisputeRefusals.Erased;
    }
}

/// <param name="PartyId">Whose.</param>
/// <param name="Code">Null in the answer to a repeat: ask for a new one.</param>
internal sealed record StatusCodeAnswer(Guid PartyId, string? Code);
