using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Evidence;

namespace Mediation.Workflow.Agreements;

/// <summary>Puts on record that an obligation was performed in full, in part or not at all (PML 31); append-only.</summary>
/// <param name="Amount">Yuan of a payment. In full without an amount: all that was outstanding.</param>
/// <param name="ReceiptNumber">Of a receipt or transfer slip that is not on file.</param>
/// <param name="EvidenceId">Receipt on file, with its hash.</param>
/// <param name="ConfirmedByPartyId">Who received it.</param>
internal sealed record RecordPerformance(
    PerformanceKind? Kind = null, decimal? Amount = null, DateOnly? PerformedOn = null, string? Text = null, string? ReceiptNumber = null,
    Guid? EvidenceId = null, string? Sha256 = null, Guid? ConfirmedByPartyId = null)
{
    private static readonly Refusal MoreThanOwed = new("performance.moreThanOwed", "履行数额超过应履行数额", "More than is owed");
    private static readonly Refusal Already = new("performance.alreadyFull", "该事项已全部履行", "Performed in full already");
    private static readonly Refusal ByObligor =
        new("performance.confirmedByObligor", "不得由义务人自行确认履行", "Who owes it cannot confirm it");

    internal static Decision Decide(Agreement state, RecordPerformance command, Guid obligationId, Guid performanceId, DateTimeOffset now)
    {
        if (state.Obligation(obligationId) is not { } duty)
        {
            return Refusal.Unknown("obligation");
        }

        if (Check(duty, command, now) is { } bad)
        {
            return bad;
        }

        var outstanding = ObligationAccount.Outstanding(state, duty);
        var amount = command.Amount ?? (command.Kind == PerformanceKind.Full && duty.Kind == ObligationKind.Payment ? outstanding : null);
        if (Refuse(state, duty, command, amount, outstanding) is { } refusal)
        {
            return refusal;
        }

        var performance = new Performance(
            performanceId, obligationId, command.Kind!.Value, amount, command.PerformedOn ?? ChinaTime.DayOf(now), command.EvidenceId,
            command.Sha256?.ToLowerInvariant(), command.ConfirmedByPartyId);
        return Decision.Of(new PerformanceRecorded(performance, now))
            .Sealing(performanceId, "text", command.Text).Sealing(performanceId, "receiptNumber", command.ReceiptNumber);
    }

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, Guid oid, RecordPerformance body, CommandShell shell, StoreReader store, TimeProvider clock)
    {
        var performanceId = shell.NewId();
        var scan = await FiledScan.RefuseAsync<Agreement>(store, id, body.EvidenceId, body.Sha256, http.RequestAborted);
        return await shell.AppendAsync<Agreement, RecordPerformance>(
            http, id, body, (state, command, now) => Decide(state, command, oid, performanceId, now).Unless(scan),
            state => Reply.Created(
                $"/api/v1/agreements/{id}/performance",
                new { id = performanceId, agreementId = id, obligation = ObligationAccount.Of(state, state.Obligation(oid)!, ChinaTime.DayOf(clock.GetUtcNow())) }));
    }

    private static Refusal? Check(Obligation duty, RecordPerformance command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("kind", command.Kind)
            .Range("amount", command.Amount, 0.01m, 1_000_000_000_000)
            .That(command.Amount is null || decimal.Round(command.Amount.Value, 2) == command.Amount, "amount", "malformed", "精确到分", "To the cent")
            .Day("performedOn", command.PerformedOn)
            .That(!(command.PerformedOn > ChinaTime.DayOf(now)), "performedOn", "inFuture", "日期不得晚于今日", "Must not be in the future")
            .OptionalText("text", command.Text, FieldChecks.LongText)
            .OptionalText("receiptNumber", command.ReceiptNumber, 100)
            .Scan(command.EvidenceId, command.Sha256);
        if (command.Kind == PerformanceKind.None || duty.Kind == ObligationKind.Act)
        {
            check.Absent("amount", command.Amount);
        }
        else if (command.Kind == PerformanceKind.Partial)
        {
            check.Present("amount", command.Amount);
        }

        return command.Kind is null or PerformanceKind.None ? check.Refusal
            : check.That(
                command.EvidenceId is not null || command.ReceiptNumber is not null || (duty.Kind == ObligationKind.Act && command.ConfirmedByPartyId is not null),
                "receiptNumber", "required", "须有收据、凭证或受益方确认", "A receipt is needed; for an act, whoever received it may confirm it").Refusal;
    }

    private static Refusal? Refuse(Agreement state, Obligation duty, RecordPerformance command, decimal? amount, decimal outstanding) =>
        state.EffectiveAt is null ? AgreementRefusals.NotInEffect
        : ObligationAccount.IsPerformed(state, duty) ? Already
        : amount > outstanding ? MoreThanOwed
        : command.Kind == PerformanceKind.Full && amount < outstanding ? NotAll
        : command.ConfirmedByPartyId is { } party && !state.PartyIds.Contains(party) ? SignatureRules.NotAParty
        : command.ConfirmedByPartyId == duty.ObligorPartyId ? ByObligor
        : null;

    private static readonly Refusal NotAll = new("performance.notFull", "数额不足，属部分履行", "Less than is owed: performed in part");
}
