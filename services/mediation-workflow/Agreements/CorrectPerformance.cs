using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Evidence;

namespace Mediation.Workflow.Agreements;

/// <summary>An entry of performance was wrong; append-only: both it and what is right stay on record, and only the latter counts.</summary>
/// <param name="Instead">What is right; null where nothing was performed after all.</param>
internal sealed record CorrectPerformance(string? Reason = null, RecordPerformance? Instead = null)
{
    private static readonly Refusal CorrectedBefore = new("performance.correctedBefore", "该记录已更正过", "This entry was corrected already");

    /// <param name="ids">Of the correction, and of what is right.</param>
    internal static Decision Decide(
        Agreement state, CorrectPerformance command, Guid obligationId, Guid performanceId, (Guid Correction, Guid Instead) ids, DateTimeOffset now)
    {
        if (state.Performances.All(p => p.Id != performanceId || p.ObligationId != obligationId))
        {
            return Refusal.Unknown("performance");
        }

        if (new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText).Refusal is { } bad)
        {
            return bad;
        }

        if (state.Corrections.Any(c => c.PerformanceId == performanceId))
        {
            return CorrectedBefore;
        }

        if (command.Instead is not { } right)
        {
            return Decision.Of(new PerformanceCorrected(ids.Correction, performanceId, null, now)).Sealing(ids.Correction, "reason", command.Reason);
        }

        var struck = state.Evolve(new PerformanceCorrected(ids.Correction, performanceId, null, now));
        var again = RecordPerformance.Decide(struck, right, obligationId, ids.Instead, now);
        return again.Refusal is { } refusal
            ? refusal with { Errors = [.. refusal.Errors.Select(e => e with { Field = $"instead.{e.Field}" })] }
            : again.Texts.Aggregate(
                Decision.Of(new PerformanceCorrected(ids.Correction, performanceId, again.Events.OfType<PerformanceRecorded>().Single().Performance, now)),
                (sealing, text) => sealing.Sealing(text.Item, text.Field, text.Text)).Sealing(ids.Correction, "reason", command.Reason);
    }

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, Guid oid, Guid performanceId, CorrectPerformance body, CommandShell shell, StoreReader store, TimeProvider clock)
    {
        var ids = (Correction: shell.NewId(), Instead: shell.NewId());
        var scan = await FiledScan.RefuseAsync<Agreement>(store, id, body.Instead?.EvidenceId, body.Instead?.Sha256, http.RequestAborted);
        return await shell.AppendAsync<Agreement, CorrectPerformance>(
            http, id, body, (state, command, now) => Decide(state, command, oid, performanceId, ids, now).Unless(scan),
            state => Reply.Created($"/api/v1/agreements/{id}/performance", new
            {
                id = ids.Correction,
                agreementId = id,
                insteadId = state.Corrections.First(c => c.Id == ids.Correction).InsteadId,
                obligation = ObligationAccount.Of(state, state.Obligation(oid)!, ChinaTime.DayOf(clock.GetUtcNow())),
            }));
    }
}
