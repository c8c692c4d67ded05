using Mediation.Workflow.Cases;
using Mediation.Workflow.Escalation;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Escalation;

public sealed class EscalationRules
{
    private static readonly object[] Ended = [.. Open(), new CaseClosed("G", Now)];

    [Fact]
    public void Danger_is_reported_with_what_was_done_against_it_in_closed_cases_too()
    {
        var command = new ReportToPolice("段家河派出所", "扬言报复", "已劝离并通知家属");
        foreach (object[] events in (object[][])[Open(), Ended, [Opened(), Requested()]])
        {
            Given.Events<Case>(events).When(s => ReportToPolice.Decide(s, command, NewId, Now)).Then(new PoliceReported(NewId, Now, Now));
        }

        Given.Events<Case>(Open()).When(s => ReportToPolice.Decide(s, new(), NewId, Now)).ThenBad("station", "text", "preventiveSteps");
        Given.Events<Case>(Open()).When(s => ReportToPolice.Decide(s, command with { Receipt = "2026-17" }, NewId, Now))
            .Then(new PoliceReported(NewId, Now, Now), new PoliceReceiptLogged(NewId, Now, Now));
    }

    [Fact]
    public void A_receipt_belongs_to_a_report_that_waits_for_one()
    {
        object[] reported = [.. Open(), new PoliceReported(NewId, Now, Now)];
        Given.Events<Case>(reported).When(s => LogReceipt.Decide(s, new("2026-17"), NewId, Now)).Then(new PoliceReceiptLogged(NewId, Now, Now));
        Given.Events<Case>([.. reported, new PoliceReceiptLogged(NewId, Now, Now)]).When(s => LogReceipt.Decide(s, new("2026-18"), NewId, Now))
            .ThenRefused("policeReport.unknown");
    }

    [Fact]
    public void It_turns_criminal_once_open_or_closed()
    {
        var command = new RecordCriminalTurn(Now, "持械伤人");
        Given.Events<Case>(Ended).When(s => RecordCriminalTurn.Decide(s, command, NewId, Now)).Then(new TurnedCriminal(NewId, Now, Now));
        Given.Events<Case>([.. Open(), new TurnedCriminal(NewId, Now, Now)]).When(s => RecordCriminalTurn.Decide(s, command, NewId, Now))
            .ThenRefused("criminalTurn.recorded");
        Given.Events<Case>(Open()).When(s => RecordCriminalTurn.Decide(s, new(Now.AddDays(1)), NewId, Now)).ThenBad("occurredAt", "text");
    }

    [Fact]
    public void Supervision_lasts_until_it_is_answered()
    {
        var ordered = new SupervisionOrdered(NewId, new DateOnly(2026, 4, 1), Now);
        Given.Events<Case>(Open()).When(s => OrderSupervision.Decide(s, new("县委政法委", "限期化解", new DateOnly(2026, 4, 1)), NewId, Now)).Then(ordered);
        Given.Events<Case>(Ended).When(s => OrderSupervision.Decide(s, new("县委政法委", "限期化解"), NewId, Now)).ThenRefused("case.closed");
        Given.Events<Case>([.. Open(), ordered, new CaseClosed("G", Now)]).When(s => AnswerSupervision.Decide(s, new("已报"), NewId, Id(42), Now))
            .Then(new SupervisionAnswered(NewId, Id(42), Now));
        Given.Events<Case>(Open()).When(s => AnswerSupervision.Decide(s, new("已报"), NewId, Id(42), Now)).ThenRefused("supervision.unknown");
    }

    [Fact]
    public void A_lead_official_is_named_in_the_vault_only()
    {
        var decided = Given.Events<Case>(Open()).When(s => NameLeadOfficial.Decide(s, new(null, "王副镇长", "副镇长"), NewId, Now));
        decided.Then(new LeadOfficialNamed(NewId, null, Now));
        decided.Decision.Texts.Select(t => t.Field).ShouldBe(["name", "post"]);
    }
}
