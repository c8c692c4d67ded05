using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Anomalies;

/// <summary>Says what becomes of an anomaly. Added to what was said before.</summary>
/// <param name="Verdict">One of <see cref="Verdicts"/>.</param>
/// <param name="Note">In words; about persons, so it is sealed.</param>
internal sealed record GiveDisposition(string? Verdict = null, string? Note = null)
{
    internal const string NoteField = "note";

    private const int MostText = 2000;

    internal static Decision Decide(Finding finding, GiveDisposition command, Guid dispositionId, string by, DateTimeOffset now) =>
        Decision.Of(new AnomalyDisposed(dispositionId, finding, command.Verdict!, by, now)).Sealing(dispositionId, NoteField, command.Note);

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, GiveDisposition body, CommandShell shell, StoreReader store)
    {
        if (Check(body) is { } bad)
        {
            return Problem.From(http, bad);
        }

        if (await AnomalyRows.FindAsync(store, Admission.Of(http).Scope, id, http.RequestAborted) is not { } row)
        {
            return Problem.From(http, Refusal.Unknown("anomaly"));
        }

        var (dispositionId, by) = (shell.NewId(), Caller.Of(http).Actor);
        return await shell.EnsureAsync<DisposedAnomaly, GiveDisposition>(
            http, id, body, (_, command, now) => Decide(row.Finding, command, dispositionId, by, now),
            state => Reply.Created($"/api/v1/anomalies/{id}", new DispositionGiven(dispositionId, state.Verdict!)));
    }

    private static Refusal? Check(GiveDisposition body) => new FieldCheck()
        .That(
            Verdicts.All.Contains(body.Verdict), "verdict", body.Verdict is null ? "required" : "unknown", "请选择处置结果",
            $"One of {string.Join(", ", Verdicts.All)}")
        .That(
            body.Verdict != Verdicts.Explained || !string.IsNullOrWhiteSpace(body.Note), "note", "required", "请写明正常原因",
            "Say what explains it")
        .OptionalText("note", body.Note, MostText)
        .Refusal;
}

internal sealed record DispositionGiven(Guid Id, string State);
