using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Confirmations;

/// <summary>An application with its packet, and the pre-check that comes before one.</summary>
internal static class ReadConfirmation
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, Guid cid, StoreReader store, Vault vault, AuditTrail trail, TimeProvider clock)
    {
        var found = await store.FetchForWritingAsync<Confirmation>(cid, http.RequestAborted);
        return found.Exists && found.State.AgreementId == id
            ? await Versioned.ReadAsync(http, found.Version, vault, found.State.CaseId, async () =>
            {
                var texts = vault.OpenAsync(store, found.State.CaseId, http.RequestAborted);
                await Task.WhenAll(texts, trail.RecordReadAsync(http, found.State.CaseId));
                return ConfirmationView.From(found, await texts, ChinaTime.DayOf(clock.GetUtcNow()));
            })
            : Problem.From(http, Refusal.Unknown("confirmation"));
    }

    internal static async Task<IResult> CheckAsync(HttpContext http, Guid id, StoreReader store, Vault vault, TimeProvider clock, string? court = null)
    {
        var found = await store.FetchForWritingAsync<Agreement>(id, http.RequestAborted);
        if (!found.Exists)
        {
            return Problem.From(http, Refusal.Unknown("agreement"));
        }

        var (state, now) = (found.State, clock.GetUtcNow());
        var lint = await ReadLint.OfAsync(state, store, vault, now, http.RequestAborted);
        var file = (await store.FetchForWritingAsync<Case>(state.CaseId, http.RequestAborted)).State;
        var lines = ConfirmationCheck.Of(state, file, lint, court).Select(f => new CheckLine(f.Code, f.State, CheckTexts.Of(http, f.Code)));
        return Results.Json(
            new CheckResult(
                id, ConfirmationCheck.IsEligible(state, file.TypeCode), state.ConfirmableUntil, DaysLeft(state.ConfirmableUntil, ChinaTime.DayOf(now)),
                [.. lines.OrderBy(l => l.Code[0] != 'N').ThenBy(l => l.Code, StringComparer.Ordinal)], [.. Packet.For(state, file)]),
            ServiceJson.Options);
    }

    internal static int? DaysLeft(DateOnly? lastDay, DateOnly today) => lastDay is { } last ? Math.Max(0, last.DayNumber - today.DayNumber) : null;
}

/// <param name="Eligible">Counted among the agreements that a court could confirm (M14).</param>
/// <param name="LastDay">Null while the agreement is not in effect.</param>
/// <param name="Packet">What an application will need.</param>
internal sealed record CheckResult(
    Guid AgreementId, bool Eligible, DateOnly? LastDay, int? DaysLeft, IReadOnlyList<CheckLine> Findings, IReadOnlyList<PacketItem> Packet);

internal sealed record CheckLine(string Code, CheckState State, string Text);

/// <param name="Status">preparing, submitted or ruled.</param>
internal sealed record ConfirmationView(
    Guid Id, Guid CaseId, Guid AgreementId, long Version, string Status, IReadOnlyList<Guid> Applicants, string? CourtName, string? CourtAreaCode,
    DateOnly EffectiveOn, DateOnly LastDay, int? DaysLeft, IReadOnlyList<Attachment> Attached, IReadOnlyList<PacketItem> Missing,
    DateOnly? SubmittedOn, Ruling? Ruling, DateOnly? RuledOn, IReadOnlyList<string> Codes, string? DocumentNumber)
{
    internal static ConfirmationView From(Fetched<Confirmation> found, VaultTexts texts, DateOnly today)
    {
        var state = found.State;
        return new ConfirmationView(
            state.Id, state.CaseId, state.AgreementId, found.Version, ConfirmationReplies.StatusOf(state), state.Applicants, texts[state.Id, "court"],
            state.CourtAreaCode, state.EffectiveOn, state.LastDay, state.SubmittedOn is null ? ReadConfirmation.DaysLeft(state.LastDay, today) : null,
            state.Attachments, state.Missing, state.SubmittedOn, state.Ruling, state.RuledOn, state.Codes, texts[state.Id, "documentNumber"]);
    }
}
