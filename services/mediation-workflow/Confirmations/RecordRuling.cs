using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;

namespace Mediation.Workflow.Confirmations;

/// <summary>What became of an application: the court confirmed, dismissed or did not take it, or it was withdrawn.</summary>
/// <param name="Codes">Of N1–N5 when not taken, of D1–D6 when dismissed.</param>
internal sealed record RecordRuling(Ruling? Ruling = null, DateOnly? RuledOn = null, IReadOnlyList<string?>? Codes = null, string? DocumentNumber = null)
{
    private static readonly Refusal NotSubmitted = new("confirmation.notSubmitted", "申请尚未提交法院", "It was not handed in yet");

    internal static Decision Decide(Confirmation state, RecordRuling command, Guid agreementId, DateTimeOffset now)
    {
        if (state.AgreementId != agreementId)
        {
            return Refusal.Unknown("confirmation");
        }

        var on = command.RuledOn ?? ChinaTime.DayOf(now);
        if (Check(state, command, on, ChinaTime.DayOf(now)) is { } bad)
        {
            return bad;
        }

        var ruling = command.Ruling!.Value;
        return state.Ruling is not null ? ConfirmationRefusals.Ruled
            : state.SubmittedOn is null && ruling != Confirmations.Ruling.Withdrawn ? NotSubmitted
            : Decision.Of(new ConfirmationRuled(ruling, on, [.. (command.Codes ?? []).Select(c => c!)], now))
                .AndSecond(new ConfirmationSettled(state.Id, ruling, on, now))
                .Sealing(state.Id, "documentNumber", command.DocumentNumber);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid cid, RecordRuling body, CommandShell shell) =>
        shell.OverTwoAsync<Confirmation, Agreement, RecordRuling>(
            http, cid, state => state.AgreementId, body, (state, _, command, now) => Decide(state, command, id, now), ConfirmationReplies.Ok,
            CommandKind.Change);

    private static Refusal? Check(Confirmation state, RecordRuling command, DateOnly on, DateOnly today)
    {
        IReadOnlyList<string> known = command.Ruling switch
        {
            Confirmations.Ruling.Ineligible => ConfirmationCheck.NotTaken,
            Confirmations.Ruling.Rejected => ConfirmationCheck.Dismissed,
            _ => [],
        };
        return new FieldCheck()
            .Present("ruling", command.Ruling)
            .Day("ruledOn", command.RuledOn)
            .That(on <= today, "ruledOn", "inFuture", "日期不得晚于今日", "Must not be in the future")
            .That(!(on < state.SubmittedOn), "ruledOn", "outOfRange", "不得早于提交日", "Not before it was handed in")
            .Count("codes", command.Codes, known.Count > 0 ? 1 : 0, known.Count)
            .That((command.Codes ?? []).All(c => c is not null && known.Contains(c)), "codes", "unknown", "与裁定结果不符的代码", "Not a code of this ruling")
            .OptionalText("documentNumber", command.DocumentNumber, 100).Refusal;
    }
}
