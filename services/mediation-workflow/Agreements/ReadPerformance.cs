using System.Globalization;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>How far an agreement is performed as of a day, with receipts, urgings, breaches and the remedies left.</summary>
internal static class ReadPerformance
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail, TimeProvider clock, string? asOf = null)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var day = string.IsNullOrEmpty(asOf) ? today
            : DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : (DateOnly?)null;
        if (new FieldCheck().That(day is not null, "asOf", "malformed", "应为 yyyy-MM-dd", "Must be yyyy-MM-dd").Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.FetchForWritingAsync<Agreement>(id, http.RequestAborted);
        if (!found.Exists)
        {
            return Problem.From(http, Refusal.Unknown("agreement"));
        }

        var texts = vault.OpenAsync(store, found.State.CaseId, http.RequestAborted);
        await Task.WhenAll(texts, trail.RecordReadAsync(http, found.State.CaseId));
        return Results.Json(PerformanceView.From(found.State, await texts, day!.Value, today), ServiceJson.Options);
    }
}

/// <param name="Remedies">As of today.</param>
internal sealed record PerformanceView(
    Guid AgreementId, DateOnly AsOf, PerformedItems Items, PerformedMoney Money, IReadOnlyList<ObligationAccount> Obligations,
    IReadOnlyList<PerformanceEntry> Performances, IReadOnlyList<UrgingEntry> Urgings, IReadOnlyList<BreachEntry> Breaches, IReadOnlyList<Remedy> Remedies)
{
    internal static PerformanceView From(Agreement state, VaultTexts texts, DateOnly asOf, DateOnly today)
    {
        var accounts = state.EffectiveAt is null ? [] : ObligationAccount.AllOf(state, asOf);
        return new PerformanceView(
            state.Id, asOf, PerformedItems.Of(accounts), PerformedMoney.Of(accounts), accounts,
            [.. state.Performances.Where(p => p.PerformedOn <= asOf).Select(p => new PerformanceEntry(
                p.Id, p.ObligationId, p.Kind, p.Amount, p.PerformedOn, texts[p.Id, "text"], texts[p.Id, "receiptNumber"], p.EvidenceId, p.Sha256,
                p.ConfirmedByPartyId, CorrectionEntry.Of(state, p, texts)))],
            [.. state.Urgings.Where(u => ChinaTime.DayOf(u.OccurredAt) <= asOf)
                .Select(u => new UrgingEntry(u.Id, u.ObligationId, u.Manner, u.OccurredAt, texts[u.Id, "text"]))],
            [.. state.Breaches.Where(b => b.FoundOn <= asOf)
                .Select(b => new BreachEntry(b.Id, b.ObligationId, b.FoundBy, b.PartyId, b.FoundOn, texts[b.Id, "text"]))],
            state.EffectiveAt is null ? [] : Agreements.Remedies.Of(state, today));
    }
}

/// <summary>M07 of one agreement: obligations due by the day, and of those the fully performed.</summary>
internal sealed record PerformedItems(int Due, int Performed, int Overdue)
{
    internal static PerformedItems Of(IReadOnlyList<ObligationAccount> accounts) => new(
        accounts.Count(a => a.ItemDue), accounts.Count(a => a is { ItemDue: true, Status: ObligationStatus.Performed }),
        accounts.Count(a => a.Status == ObligationStatus.Overdue));
}

/// <summary>M08 of one agreement, in yuan.</summary>
/// <param name="Owed">Whenever due.</param>
internal sealed record PerformedMoney(decimal Owed, decimal Due, decimal Performed, decimal Overdue)
{
    internal static PerformedMoney Of(IReadOnlyList<ObligationAccount> accounts) => new(
        accounts.Sum(a => a.Owed ?? 0), accounts.Sum(a => a.Due ?? 0), accounts.Sum(a => a.Performed ?? 0), accounts.Sum(a => a.Overdue));
}

internal sealed record PerformanceEntry(
    Guid Id, Guid ObligationId, PerformanceKind Kind, decimal? Amount, DateOnly PerformedOn, string? Text, string? ReceiptNumber, Guid? EvidenceId,
    string? Sha256, Guid? ConfirmedByPartyId, CorrectionEntry? Corrected);

/// <summary>Why an entry does not count, and which one does in its place.</summary>
internal sealed record CorrectionEntry(Guid Id, Guid? InsteadId, DateTimeOffset At, string? Reason)
{
    internal static CorrectionEntry? Of(Agreement state, Performance entry, VaultTexts texts) =>
        state.Corrections.FirstOrDefault(c => c.PerformanceId == entry.Id) is { } found
            ? new CorrectionEntry(found.Id, found.InsteadId, found.At, texts[found.Id, "reason"])
            : null;
}

internal sealed record UrgingEntry(Guid Id, Guid ObligationId, UrgingManner Manner, DateTimeOffset OccurredAt, string? Text);

internal sealed record BreachEntry(Guid Id, Guid ObligationId, BreachFoundBy FoundBy, Guid? PartyId, DateOnly FoundOn, string? Text);
