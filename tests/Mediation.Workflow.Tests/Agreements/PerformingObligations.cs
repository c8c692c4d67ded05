using Mediation.Workflow.Agreements;
using Mediation.Workflow.Confirmations;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Agreements;

public sealed class PerformingObligations
{
    private static readonly DateTimeOffset May = Now.AddDays(60);
    private static readonly RecordPerformance Full = new(PerformanceKind.Full, ReceiptNumber: "NO.1", PerformedOn: new(2026, 4, 1));

    private static Decided Perform(RecordPerformance command, Guid duty, params IReadOnlyList<object> more) =>
        Given.Events<Agreement>([.. InEffect(), .. more]).When(s => RecordPerformance.Decide(s, command, duty, NewId, May));

    private static PerformanceRecorded Paid(decimal amount, int month = 4, int day = 1) =>
        new(new Performance(Id(80 + (int)amount % 10), Payment.Id, PerformanceKind.Partial, amount, new(2026, month, day)), Now);

    [Fact]
    public void In_full_means_all_that_is_outstanding()
    {
        Perform(Full, Payment.Id).Then(new PerformanceRecorded(new(NewId, Payment.Id, PerformanceKind.Full, 1000, new(2026, 4, 1)), May));
        Perform(Full, Payment.Id, Paid(300)).Then(new PerformanceRecorded(new(NewId, Payment.Id, PerformanceKind.Full, 700, new(2026, 4, 1)), May));
        Perform(Full with { Amount = 699 }, Payment.Id, Paid(300)).ThenRefused("performance.notFull");
    }

    [Fact]
    public void Nothing_is_performed_beyond_what_is_owed()
    {
        Perform(new(PerformanceKind.Partial, 700.01m, ReceiptNumber: "x"), Payment.Id, Paid(300)).ThenRefused("performance.moreThanOwed");
        Perform(new(PerformanceKind.Partial, 0.01m, ReceiptNumber: "x"), Payment.Id, Paid(1000)).ThenRefused("performance.alreadyFull");
        Perform(Full, Act.Id, new PerformanceRecorded(new(Id(9), Act.Id, PerformanceKind.Full, null, new(2026, 4, 1)), Now)).ThenRefused("performance.alreadyFull");
    }

    [Fact]
    public void It_needs_an_agreement_in_effect_a_known_obligation_and_a_receipt()
    {
        Given.Events<Agreement>([Drafted() with { Obligations = [Payment] }]).When(s => RecordPerformance.Decide(s, Full, Payment.Id, NewId, May))
            .ThenRefused("agreement.notInEffect");
        Perform(Full, Id(9)).ThenRefused("obligation.unknown");
        Perform(new(PerformanceKind.Full), Payment.Id).ThenBad("receiptNumber");
        Perform(new(PerformanceKind.Full), Act.Id).ThenBad("receiptNumber");
        Perform(new(PerformanceKind.Full, ConfirmedByPartyId: PartyA), Act.Id).Decision.Refusal.ShouldBeNull();
        Perform(new(PerformanceKind.Full, ConfirmedByPartyId: PartyB), Act.Id).ThenRefused("performance.confirmedByObligor");
        Perform(new(PerformanceKind.Full, ConfirmedByPartyId: Other), Act.Id).ThenRefused("signature.notAParty");
        Perform(new(), Payment.Id).ThenBad("kind");
        Perform(new(PerformanceKind.Partial, ReceiptNumber: "x", PerformedOn: new(2026, 12, 1)), Payment.Id).ThenBad("amount", "performedOn");
        Perform(new(PerformanceKind.None, 5), Payment.Id).ThenBad("amount");
        Perform(new(PerformanceKind.None), Payment.Id).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_wrong_entry_stays_on_record_and_what_is_right_counts_in_its_place()
    {
        var wrong = Paid(400);
        var ids = (Correction: Id(43), Instead: Id(44));
        Decided Correct(CorrectPerformance command, Guid? duty = null, params IReadOnlyList<object> more) =>
            Given.Events<Agreement>([.. InEffect(), wrong, .. more]).When(s => CorrectPerformance.Decide(s, command, duty ?? Payment.Id, wrong.Performance.Id, ids, May));
        var right = new Performance(ids.Instead, Payment.Id, PerformanceKind.Full, 1000, new(2026, 4, 1));
        Correct(new("少记了六百元", Full)).Then(new PerformanceCorrected(ids.Correction, wrong.Performance.Id, right, May));
        Correct(new("少记了六百元", Full)).Decision.Texts.ShouldContain(new ServiceDefaults.VaultText(ids.Correction, "reason", "少记了六百元"));
        Correct(new("根本没有付")).Then(new PerformanceCorrected(ids.Correction, wrong.Performance.Id, null, May));
        Correct(new()).ThenBad("reason");
        Correct(new("x", Full with { ReceiptNumber = null })).ThenBad("instead.receiptNumber");
        Correct(new("x", new(PerformanceKind.Partial, 1000.01m, ReceiptNumber: "x"))).ThenRefused("performance.moreThanOwed");
        Correct(new("x"), Act.Id).ThenRefused("performance.unknown");
        Correct(new("x"), null, new PerformanceCorrected(Id(45), wrong.Performance.Id, null, May)).ThenRefused("performance.correctedBefore");

        (decimal? Paid, int Entries) After(Performance? instead) =>
            Given.Events<Agreement>([.. InEffect(), wrong, new PerformanceCorrected(ids.Correction, wrong.Performance.Id, instead, May)]).State is var state
                ? (ObligationAccount.Of(state, Payment, new(2026, 5, 2)).Performed, state.Performances.Count) : default;
        After(right).ShouldBe((1000m, 2));
        After(null).ShouldBe((0m, 1));
    }

    [Fact]
    public void Items_and_money_are_known_as_of_any_day()
    {
        var state = Given.Events<Agreement>([.. InEffect(), Paid(300, 4, 1), Paid(700, 5, 3)]).State;
        (PerformedItems, PerformedMoney) On(int month, int day) =>
            ObligationAccount.AllOf(state, new(2026, month, day)) is var all ? (PerformedItems.Of(all), PerformedMoney.Of(all)) : default;
        On(3, 31).ShouldBe((new PerformedItems(0, 0, 0), new PerformedMoney(1000, 0, 0, 0)));
        On(4, 2).ShouldBe((new PerformedItems(0, 0, 1), new PerformedMoney(1000, 400, 300, 100)));
        On(4, 11).ShouldBe((new PerformedItems(1, 0, 2), new PerformedMoney(1000, 400, 300, 100)));
        On(5, 2).ShouldBe((new PerformedItems(2, 0, 2), new PerformedMoney(1000, 1000, 300, 700)));
        On(5, 3).ShouldBe((new PerformedItems(2, 1, 1), new PerformedMoney(1000, 1000, 1000, 0)));
    }

    [Fact]
    public void Urging_goes_on_until_nothing_is_outstanding()
    {
        Decided Urge(Guid duty, params IReadOnlyList<object> more) => Given.Events<Agreement>([.. InEffect(), .. more])
            .When(s => LogUrging.Decide(s, new(UrgingManner.Visit, Text: "上门督促"), duty, NewId, May));
        Urge(Payment.Id).Then(new UrgingLogged(new(NewId, Payment.Id, UrgingManner.Visit, May), May));
        Urge(Payment.Id, Paid(1000)).ThenRefused("urging.nothingOutstanding");
        Urge(Id(9)).ThenRefused("obligation.unknown");
        Given.Events<Agreement>(InEffect()).When(s => LogUrging.Decide(s, new(OccurredAt: May.AddHours(1)), Payment.Id, NewId, May)).ThenBad("manner", "occurredAt", "text");
    }

    [Fact]
    public void A_breach_is_what_was_overdue_on_the_day_it_was_found()
    {
        Decided Report(DateOnly on, params IReadOnlyList<object> more) => Given.Events<Agreement>([.. InEffect(), .. more])
            .When(s => ReportBreach.Decide(s, new(BreachFoundBy.FollowUp, FoundOn: on), Payment.Id, NewId, May));
        Report(new(2026, 4, 1)).ThenRefused("breach.nothingOverdue");
        Report(new(2026, 4, 2)).Then(new BreachReported(new(NewId, Payment.Id, BreachFoundBy.FollowUp, null, new(2026, 4, 2)), May));
        Report(new(2026, 4, 2), Paid(400)).ThenRefused("breach.nothingOverdue");
        Report(new(2026, 5, 2), Paid(400)).Decision.Refusal.ShouldBeNull();
        Report(new(2026, 6, 1)).ThenBad("foundOn");
        Given.Events<Agreement>(InEffect()).When(s => ReportBreach.Decide(s, new(BreachFoundBy.Party), Payment.Id, NewId, May)).ThenBad("partyId");
        Given.Events<Agreement>(InEffect()).When(s => ReportBreach.Decide(s, new(BreachFoundBy.Party, Other), Payment.Id, NewId, May)).ThenRefused("signature.notAParty");
    }

    [Fact]
    public void The_remedies_left_depend_on_the_day_and_on_the_court()
    {
        string[] Left(DateOnly today, params IReadOnlyList<object> more) =>
            [.. Remedies.Of(Given.Events<Agreement>([.. InEffect(), .. more]).State, today).Where(r => r.Available).Select(r => r.Code)];
        Left(new(2026, 4, 17)).ShouldBe(["urging", "judicialConfirmation", "paymentOrder", "courtAction", "newRound"]);
        Left(new(2026, 4, 18)).ShouldBe(["urging", "paymentOrder", "courtAction", "newRound"]);
        Left(new(2026, 4, 10), new ConfirmationSettled(NewId, Ruling.Confirmed, new(2026, 4, 1), Now)).ShouldBe(["urging", "enforcement"]);
        Left(new(2026, 4, 10), new ConfirmationSought(NewId, Now)).ShouldBe(["urging", "paymentOrder", "courtAction", "newRound"]);
    }
}
