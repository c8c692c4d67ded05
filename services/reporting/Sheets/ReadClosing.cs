using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>What became of a closed sheet, and each of its revisions.</summary>
internal static class ReadClosing
{
    internal static async Task<IResult> GetAsync(HttpContext http, string sheet, Guid id, StoreReader caller, Vault vault)
    {
        var closing = await caller.FetchForWritingAsync<SheetClosing>(id, http.RequestAborted);
        if (!closing.Exists || closing.State.Sheet != sheet)
        {
            return Problem.From(http, Refusal.Unknown("sheetClosing"));
        }

        var texts = await vault.OpenAsync(caller, id, http.RequestAborted);
        var revisions = (await caller.FetchStreamAsync<SheetClosing>(id, http.RequestAborted)).Select(e => e.Data switch
        {
            SheetClosed c => new RevisionRead(1, c.ClosedAt, null, c.Digest),
            SheetCorrected c => new RevisionRead(c.Revision, c.CorrectedAt, texts[c.CorrectionId, CorrectSheet.ReasonField], c.Digest),
            _ => null,
        });
        return Results.Json(new ClosingRead(id, sheet, closing.State.AreaCode, closing.State.Month, [.. revisions.OfType<RevisionRead>()]), ServiceJson.Options);
    }

    internal static async Task<IResult> RevisionAsync(
        HttpContext http, string sheet, Guid id, int revision, string? format, StoreReader caller, PdfPrinter printer)
    {
        if (SheetFile.Refuse(format) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var closing = await caller.FetchForWritingAsync<SheetClosing>(id, http.RequestAborted);
        var frozen = closing.State.Sheet == sheet ? await ClosedSheets.FindAsync(caller, id, revision, http.RequestAborted) : null;
        if (frozen is null)
        {
            return Problem.From(http, Refusal.Unknown("sheetClosing"));
        }

        var before = revision > 1 ? await ClosedSheets.FindAsync(caller, id, revision - 1, http.RequestAborted) : null;
        var changes = before is null ? null : CellChange.Between(before.Sheet, frozen.Sheet);
        return await SheetFile.AnswerAsync(http, format, SheetAnswer.Of(frozen, changes), frozen.Sheet, printer);
    }
}

internal sealed record ClosingRead(Guid Id, string Sheet, string Area, string Month, IReadOnlyList<RevisionRead> Revisions);

/// <param name="Revision">1 for the first.</param>
/// <param name="At">When it was frozen.</param>
/// <param name="Reason">Why there is a later one.</param>
/// <param name="Digest">SHA-256 of its bytes, hex.</param>
internal sealed record RevisionRead(int Revision, DateTimeOffset At, string? Reason, string Digest);
