using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>What the clerk saw of minors and of violence at home. Signs that are not named any more no longer stand.</summary>
internal sealed record ScreenDispute(IReadOnlyList<string?>? Signs = null, string? Note = null)
{
    private const int MostNote = 2000;

    internal static FieldCheck CheckSigns(FieldCheck check, IReadOnlyList<string?>? signs) => check.That(
        signs?.All(sign => sign is not null && ScreeningSigns.All.Contains(sign)) != false, "signs", "unknown", "标识未知", "Unknown sign");

    /// <summary>Each once, in the list's order; null when none was named.</summary>
    internal static IReadOnlyList<string>? Given(IReadOnlyList<string?>? signs) =>
        signs is null or [] ? null : [.. ScreeningSigns.All.Where(signs.Contains)];

    internal static Decision Decide(Dispute state, Guid screeningId, ScreenDispute command, DateTimeOffset now) =>
        DisputeRefusals.Closed(state) is { } refusal
            ? refusal
            : Decision.Of(new DisputeScreened(screeningId, Given(command.Signs) ?? [], now)).Sealing(screeningId, VaultFields.ScreeningNote, command.Note);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, ScreenDispute body, CommandShell shell)
    {
        var check = CheckSigns(new FieldCheck().That(body.Signs is not null, "signs", "required", "必填，可为空", "Required, may be empty"), body.Signs)
            .OptionalText("note", body.Note, MostNote);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var screeningId = shell.NewId();
        return await shell.AppendAsync<Dispute, ScreenDispute>(
            http, id, body, (state, command, now) => Decide(state, screeningId, command, now),
            state => Reply.Ok(new ScreeningAnswer(id, state.Version, state.Signs, DutyToReport: state.Signs.Count > 0)));
    }
}

/// <param name="Id">The dispute.</param>
/// <param name="Version">ETag of the next change.</param>
/// <param name="Signs">What stands.</param>
/// <param name="DutyToReport">Whether the police or the civil-affairs office must be told at once; no joint segment is allowed until then.</param>
internal sealed record ScreeningAnswer(Guid Id, long Version, IReadOnlyList<string> Signs, bool DutyToReport);
