using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>The lint of an agreement as it stands today. Names fields, never their texts.</summary>
internal static class ReadLint
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, Vault vault, TimeProvider clock)
    {
        var found = await store.FetchForWritingAsync<Agreement>(id, http.RequestAborted);
        if (!found.Exists)
        {
            return Problem.From(http, Refusal.Unknown("agreement"));
        }

        var findings = await OfAsync(found.State, store, vault, clock.GetUtcNow(), http.RequestAborted);
        return Results.Json(
            new LintResult(id, findings.Any(f => f.Risk is not null), [.. findings.Select(f => new LintLine(f.Code, f.Field, f.Risk, LintTexts.Of(http, f)))]),
            ServiceJson.Options);
    }

    internal static async Task<IReadOnlyList<LintFinding>> OfAsync(
        Agreement state, StoreReader store, Vault vault, DateTimeOffset now, CancellationToken cancellation)
    {
        var texts = vault.OpenAsync(store, state.CaseId, cancellation);
        var file = store.FetchForWritingAsync<Case>(state.CaseId, cancellation);
        await Task.WhenAll(texts, file);
        return AgreementLint.Of(AgreementTerms.Wording(state, (await file).State.Sides, await texts), now);
    }
}

/// <param name="ContentUnclear">Whether a court is likely to dismiss an application for confirmation (D5).</param>
internal sealed record LintResult(Guid AgreementId, bool ContentUnclear, IReadOnlyList<LintLine> Findings);

internal sealed record LintLine(string Code, string Field, string? Risk, string Text);
