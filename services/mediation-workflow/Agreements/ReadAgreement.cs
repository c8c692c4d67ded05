using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Agreements;

/// <summary>One agreement with its obligations and signatures.</summary>
internal static class ReadAgreement
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var found = await store.FetchForWritingAsync<Agreement>(id, http.RequestAborted);
        return found.Exists
            ? await Versioned.ReadAsync(http, found.Version, vault, found.State.CaseId, async () =>
            {
                var texts = vault.OpenAsync(store, found.State.CaseId, http.RequestAborted);
                var file = store.FetchForWritingAsync<Case>(found.State.CaseId, http.RequestAborted);
                await Task.WhenAll(texts, file, trail.RecordReadAsync(http, found.State.CaseId));
                var state = (await file).State;
                return AgreementView.From(found, state.Sides, Confidant.Of(Caller.Of(http), state).Shown(await texts));
            })
            : Problem.From(http, Refusal.Unknown("agreement"));
    }
}
