using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>One agreement with its obligations and signatures.</summary>
internal static class ReadAgreement
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var found = await store.FetchForWritingAsync<Agreement>(id, http.RequestAborted);
        return found.Exists
            ? await Versioned.ReadAsync(http, found.Version, async () =>
            {
                var texts = vault.OpenAsync(store, found.State.CaseId, http.RequestAborted);
                var file = store.FetchForWritingAsync<Case>(found.State.CaseId, http.RequestAborted);
                await Task.WhenAll(texts, file, trail.RecordReadAsync(http, found.State.CaseId));
                return AgreementView.From(found, (await file).State.Sides, await texts);
            })
            : Problem.From(http, Refusal.Unknown("agreement"));
    }
}
