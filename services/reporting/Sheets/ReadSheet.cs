using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>A sheet: frozen where it is closed, otherwise as its figures are now, with who has not closed yet.</summary>
internal static class ReadSheet
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, string sheet, string? area, string? month, string? format, StoreReader caller, SheetReader reader,
        PdfPrinter printer, CodeLists lists, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var (query, bad) = await SheetQuery.OfAsync(sheet, area, month, lists, ChinaTime.DayOf(now), http.RequestAborted);
        bad ??= SheetFile.Refuse(format);
        if (query is null || bad is not null)
        {
            return Problem.From(http, bad!);
        }

        var scope = Admission.Of(http).Scope;
        if (!scope.Sees(null, query.Area.Value))
        {
            return Problem.From(http, Refusal.Unknown("area"));
        }

        if (await ClosedSheets.FindAsync(caller, query, http.RequestAborted) is { } frozen)
        {
            return await SheetFile.AnswerAsync(http, format, SheetAnswer.Of(frozen), frozen.Sheet, printer);
        }

        var open = await reader.ReadAsync(scope, query, now, http.RequestAborted);
        return open.Refusal is { } refusal
            ? Problem.From(http, refusal)
            : await SheetFile.AnswerAsync(http, format, SheetAnswer.Of(open.Sheet, open.Missing), open.Sheet, printer);
    }
}

/// <summary>A sheet with where it stands.</summary>
/// <param name="State">open or closed.</param>
/// <param name="ClosingId">Of a closed one.</param>
/// <param name="Revision">Of a closed one, 1 for the first.</param>
/// <param name="Missing">Areas below that have not closed theirs; an open sheet without any can be closed.</param>
/// <param name="Changes">Of a correction: the cells that are not as they were.</param>
/// <param name="Sheet">See <see cref="Sheets.Sheet"/>; of a closed one the very bytes that were frozen.</param>
internal sealed record SheetAnswer(
    string State, Guid? ClosingId, int? Revision, IReadOnlyList<OpenArea> Missing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CellChange>? Changes, RawJson Sheet)
{
    internal static SheetAnswer Of(Sheet open, IReadOnlyList<OpenArea> missing) =>
        new("open", null, null, missing, null, new RawJson(JsonSerializer.SerializeToUtf8Bytes(open, ServiceJson.Options)));

    internal static SheetAnswer Of(ClosedSheet closed, IReadOnlyList<CellChange>? changes = null) =>
        new("closed", closed.Id, closed.Revision, [], changes, new RawJson(closed.Content));
}
