using Mediation.Workflow.Cases;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Cases;

public sealed class RecordsAndSteps
{
    private static readonly object[] StepOneDone =
    [
        Record(RecordKind.Discovery), Record(RecordKind.FirstContact, side: "A"), Record(RecordKind.FirstContact, side: "B"),
        Record(RecordKind.RiskAssessment, risk: Risk.Red),
    ];

    [Fact]
    public void A_record_goes_on_file_and_its_text_into_the_vault()
    {
        var decided = Given.Events<Case>(Open()).When(s => AddRecord.Decide(s, new(RecordKind.Evidence, Text: "照片三张"), 3, NewId, Now));
        decided.Then(Record(RecordKind.Evidence, 3));
        decided.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(NewId, "text", "照片三张"));
    }

    [Fact]
    public void Provisions_lie_in_the_vault_too_since_anything_can_be_typed_there() => Given.Events<Case>(Open())
        .When(s => AddRecord.Decide(s, new(RecordKind.LawExplained, PartyA, Provisions: ["民法典第288条", "民法典第289条"]), 4, NewId, Now))
        .Then(Record(RecordKind.LawExplained, 4, party: PartyA, provisions: 2));

    [Theory]
    [InlineData(RecordKind.Discovery, "text")]
    [InlineData(RecordKind.FirstContact, "side")]
    [InlineData(RecordKind.RiskAssessment, "risk")]
    [InlineData(RecordKind.RightsNotice, "partyId")]
    [InlineData(RecordKind.Consent, "partyId", "given")]
    [InlineData(RecordKind.Investigation, "text")]
    [InlineData(RecordKind.Evidence, "text")]
    [InlineData(RecordKind.UndisputedFacts, "text")]
    [InlineData(RecordKind.PointsInDispute, "text")]
    [InlineData(RecordKind.LawExplained, "provisions", "partyId")]
    [InlineData(RecordKind.Note, "text")]
    [InlineData(RecordKind.ContactAttempt, "partyId")]
    [InlineData(RecordKind.Concession, "side", "text")]
    [InlineData(null, "kind")]
    internal void A_kind_names_the_fields_it_lacks(RecordKind? kind, params string[] fields) =>
        Given.Events<Case>(Open()).When(s => AddRecord.Decide(s, new(kind), 1, NewId, Now)).ThenBad(fields);

    [Fact]
    public void Strangers_and_other_sides_are_named() => Given.Events<Case>(Open())
        .When(s => AddRecord.Decide(s, new(RecordKind.Note, Other, [Other], "C", "x"), 1, NewId, Now)).ThenBad("partyId", "partyIds", "side");

    [Fact]
    public void Fields_of_another_kind_are_not_taken() => Given.Events<Case>(Open())
        .When(s => AddRecord.Decide(s, new(RecordKind.Note, Text: "x", Given: true, Risk: Risk.Red, Provisions: ["y"], Agent: "z", Period: "z"), 1, NewId, Now))
        .ThenBad("given", "risk", "provisions", "agent", "period");

    [Fact]
    public void What_has_not_happened_cannot_be_recorded() => Given.Events<Case>(Open())
        .When(s => AddRecord.Decide(s, new(RecordKind.Note, Text: "x", OccurredAt: Now.AddHours(1)), 1, NewId, Now)).ThenBad("occurredAt");

    [Fact]
    public void A_step_outside_the_method_is_unknown()
    {
        Given.Events<Case>(Open()).When(s => AddRecord.Decide(s, new(RecordKind.Note, Text: "x"), 7, NewId, Now)).ThenRefused("step.unknown");
        Given.Events<Case>(Open()).When(s => CompleteStep.Decide(s, 0, Now)).ThenRefused("step.unknown");
    }

    [Fact]
    public void A_case_that_waits_or_is_closed_takes_no_records_and_completes_no_step()
    {
        foreach (object[] events in (object[][])[[Opened(), Requested()], [.. Open(), new CaseClosed("G", Now)]])
        {
            Given.Events<Case>(events).When(s => AddRecord.Decide(s, new(RecordKind.Note, Text: "x"), 1, NewId, Now)).ThenRefused("case.notOpen");
            Given.Events<Case>(events).When(s => CompleteStep.Decide(s, 1, Now)).ThenRefused("case.notOpen");
        }
    }

    [Fact]
    public void A_partys_clear_refusal_ends_the_case() => Given.Events<Case>(OpenAt(2))
        .When(s => AddRecord.Decide(s, new(RecordKind.Consent, PartyB, Given: false), 2, NewId, Now))
        .Then(Record(RecordKind.Consent, 2, party: PartyB, given: false), new CaseClosed("U", Now));

    [Fact]
    public void The_first_gate_names_each_side_not_yet_contacted() => Given.Events<Case>([.. Open(), Record(RecordKind.FirstContact, side: "A")])
        .When(s => CompleteStep.Decide(s, 1, Now)).ThenRefused("step.gateNotMet", "discovery", "firstContact:B", "riskAssessment");

    [Fact]
    public void The_second_gate_names_each_party() => Given.Events<Case>([.. OpenAt(2), Record(RecordKind.RightsNotice, 2, party: PartyA)])
        .When(s => CompleteStep.Decide(s, 2, Now))
        .ThenRefused("step.gateNotMet", $"rightsNotice:{PartyB}", $"consent:{PartyA}", $"consent:{PartyB}");

    [Fact]
    public void The_third_gate_takes_evidence_instead_of_an_investigation()
    {
        Given.Events<Case>(OpenAt(3)).When(s => CompleteStep.Decide(s, 3, Now))
            .ThenRefused("step.gateNotMet", "investigationOrEvidence", "undisputedFacts", "pointsInDispute");
        Given.Events<Case>([.. OpenAt(3), Record(RecordKind.Evidence), Record(RecordKind.UndisputedFacts), Record(RecordKind.PointsInDispute)])
            .When(s => CompleteStep.Decide(s, 3, Now)).Then(new StepCompleted(3, Now));
    }

    [Theory]
    [InlineData(4, "lawExplained")]
    [InlineData(5, "panelSat")]
    [InlineData(6, "agreementInEffect")]
    public void The_later_gates_name_what_they_lack(int step, string missing) =>
        Given.Events<Case>(OpenAt(step)).When(s => CompleteStep.Decide(s, step, Now)).ThenRefused("step.gateNotMet", missing);

    [Fact]
    public void A_step_with_all_it_requires_is_completed_once()
    {
        Given.Events<Case>([.. Open(), .. StepOneDone]).When(s => CompleteStep.Decide(s, 1, Now)).Then(new StepCompleted(1, Now));
        Given.Events<Case>(OpenAt(2)).When(s => CompleteStep.Decide(s, 1, Now)).ThenNothing();
    }

    [Fact]
    public void Steps_are_completed_in_order() => Given.Events<Case>([.. Open(), .. StepOneDone])
        .When(s => CompleteStep.Decide(s, 3, Now)).ThenRefused("step.outOfOrder", "step:1", "step:2");

    [Theory]
    [InlineData(null, "reason")]
    [InlineData("A", "reason")]
    [InlineData("Z", "reason")]
    [InlineData("O", "text")]
    public void An_ending_needs_a_code_and_other_needs_text(string? reason, string field) =>
        Given.Events<Case>(Open()).When(s => TerminateCase.Decide(s, new(reason), NewId, Now)).ThenBad(field);

    [Fact]
    public void A_case_ends_once()
    {
        Given.Events<Case>(Open()).When(s => TerminateCase.Decide(s, new("G"), NewId, Now)).Then(new CaseClosed("G", Now));
        Given.Events<Case>([.. Open(), new CaseClosed("G", Now)]).When(s => TerminateCase.Decide(s, new("T"), NewId, Now)).ThenRefused("case.closed");
    }
}
