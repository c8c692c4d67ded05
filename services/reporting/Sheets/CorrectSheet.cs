using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>A closed sheet's figures are read anew. What follows from it, the months after and the areas above, is corrected the same way.</summary>
internal sealed record CorrectSheet(string Reason = "")
{
    internal const string ReasonField = "reason";

    private const int LongestReason = 500;

    private static readonly Refusal CorrectedMeanwhile = new(
        "sheet.correctedMeanwhile", "报表同时被他人更正，请重试", "The sheet was corrected meanwhile; try again");

    /// <param name="state">As it is.</param>
    /// <param name="command">Why.</param>
    /// <param name="correctionId">Of this one.</param>
    /// <param name="after">The revision that there was before the figures were read: what another has read since may be newer.</param>
    /// <param name="draft">As read.</param>
    /// <param name="digest">Of its bytes.</param>
    /// <param name="now">When.</param>
    internal static Decision Decide(
        SheetClosing state, CorrectSheet command, Guid correctionId, int after, SheetDraft draft, string digest, DateTimeOffset now) =>
        state.Revision != after ? CorrectedMeanwhile
            : draft.Refusal is { } refusal ? refusal
            : Decision.Of(new SheetCorrected(correctionId, state.Revision + 1, digest, now)).Sealing(correctionId, ReasonField, command.Reason);

    internal static async Task<IResult> PostAsync(
        HttpContext http, string sheet, Guid id, CorrectSheet body, CommandShell shell, StoreReader caller, SheetReader reader, CodeLists lists, TimeProvider clock)
    {
        if (new FieldCheck().Text("reason", body.Reason, LongestReason).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var closing = await caller.FetchForWritingAsync<SheetClosing>(id, http.RequestAborted);
        if (!closing.Exists || closing.State.Sheet != sheet)
        {
            return Problem.From(http, Refusal.Unknown("sheetClosing"));
        }

        var now = clock.GetUtcNow();
        var (query, unknown) = await SheetQuery.OfAsync(sheet, closing.State.AreaCode, closing.State.Month, lists, ChinaTime.DayOf(now), http.RequestAborted);
        if (query is null)
        {
            return Problem.From(http, unknown!);
        }

        var draft = await reader.ReadAsync(Admission.Of(http).Scope, query, now, http.RequestAborted);
        var content = JsonSerializer.SerializeToUtf8Bytes(draft.Sheet, ServiceJson.Options);
        var correctionId = shell.NewId();
        return await shell.TransactAsync<SheetClosing, CorrectSheet>(
            http, id, body,
            async (transaction, state, command, at) =>
            {
                var decision = Decide(state, command, correctionId, closing.State.Revision, draft, Frozen.DigestOf(content), at);
                if (decision.Refusal is null)
                {
                    await Frozen.WriteAsync(transaction, id, state.Revision + 1, state.AreaCode, content, http.RequestAborted);
                }

                return decision;
            },
            state => ClosingAnswer.Created(id, state), CommandKind.Append);
    }
}
