using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>One agreement with its obligations and signatures.</summary>
internal static class ReadAgreement
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, Vault vault)
    {
        var found = await store.FetchForWritingAsync<Agreement>(id, http.RequestAborted);
        return found.Exists
            ? Versioned.Ok(http, found.Version, AgreementView.From(found, await vault.OpenAsync(store, found.State.CaseId, http.RequestAborted)))
            : Problem.From(http, Refusal.Unknown("agreement"));
    }
}
