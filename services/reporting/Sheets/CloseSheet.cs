using System.Text.Json;
using Mediation.Contracts;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>Freezes an area's sheet of a month that is over, once every area below has closed its own; a sheet of zeros is one, too.</summary>
internal sealed record CloseSheet(string Area = "", string Month = "")
{
    private static readonly Refusal MonthNotOver = new("sheet.monthNotOver", "该月尚未结束，不能结账", "The month is not over");
    private static readonly Refusal ChildrenOpen = new("sheet.childrenOpen", "下级尚未全部结账", "Areas below have not closed their sheets");

    /// <param name="query">Which sheet.</param>
    /// <param name="draft">As read.</param>
    /// <param name="digest">Of its bytes.</param>
    /// <param name="now">When.</param>
    internal static Decision Decide(SheetQuery query, SheetDraft draft, string digest, DateTimeOffset now) =>
        ChinaTime.DayOf(now) <= query.LastDay ? MonthNotOver
        : draft.Missing.Count > 0 ? ChildrenOpen with { Missing = [.. draft.Missing.Select(a => a.Area)] }
        : draft.Refusal is { } refusal ? refusal
        : Decision.Of(new SheetClosed(query.Sheet, query.Area.Value, query.MonthText, digest, now));

    internal static async Task<IResult> PostAsync(
        HttpContext http, string sheet, CloseSheet body, CommandShell shell, SheetReader reader, CodeLists lists, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var (query, bad) = await SheetQuery.OfAsync(sheet, body.Area, body.Month, lists, ChinaTime.DayOf(now), http.RequestAborted);
        bad ??= query is null ? null : Admission.Of(http).RefusalFor(query.Area.Value);
        if (query is null || bad is not null)
        {
            return Problem.From(http, bad!);
        }

        // Read before the transaction, which runs as the service; a closing of an area below is never taken back meanwhile.
        var draft = await reader.ReadAsync(Admission.Of(http).Scope, query, now, http.RequestAborted);
        var content = JsonSerializer.SerializeToUtf8Bytes(draft.Sheet, ServiceJson.Options);
        return await shell.TransactAsync<SheetClosing, CloseSheet>(
            http, query.ClosingId, body,
            async (transaction, _, _, at) =>
            {
                var decision = Decide(query, draft, Frozen.DigestOf(content), at);
                if (decision.Refusal is null)
                {
                    await Frozen.WriteAsync(transaction, query.ClosingId, 1, query.Area.Value, content, http.RequestAborted);
                }

                return decision;
            },
            state => ClosingAnswer.Created(query.ClosingId, state), CommandKind.Create);
    }
}

internal sealed record ClosingAnswer(Guid Id, string Sheet, string Area, string Month, int Revision, long Version)
{
    internal static Reply Created(Guid id, SheetClosing state) => Reply.Created(
        $"/api/v1/sheets/{state.Sheet}/closings/{id}/revisions/{state.Revision}",
        new ClosingAnswer(id, state.Sheet, state.AreaCode, state.Month, state.Revision, state.Version));
}
