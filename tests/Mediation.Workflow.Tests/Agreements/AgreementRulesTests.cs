using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Agreements;

public sealed class AgreementRulesTests
{
    private static readonly DraftAgreement Written = new(AgreementForm.Written, Content: "各让一尺");
    private static readonly DraftAgreement Oral = new(AgreementForm.Oral, Content: "赔礼道歉", MediatorRecord: "当场和解", PerformedAtOnce: true);

    private static readonly object[] Signing = [.. OpenAt(6), new AgreementPrepared(Id(61), AgreementForm.Written, Now)];

    private static Decided Draft(DraftAgreement command, params object[] events) =>
        Given.Events<Case>(events).When(s => DraftAgreement.Decide(s, command, Id(61), [Id(62)], Now));

    private static Decided Sign(SignAgreement command, object[] file, params IReadOnlyList<object> signed) => SignAs(Mediator, command, file, signed);

    private static Decided SignAs(Guid person, SignAgreement command, object[] file, params IReadOnlyList<object> signed) =>
        Given.Events<Agreement>([Drafted(), .. signed])
            .When(s => SignAgreement.Decide(s, Given.Events<Case>(file).State, command, person, NewId, Now.AddHours(7)));

    [Fact]
    public void A_written_agreement_waits_for_signatures()
    {
        var decided = Draft(Written, OpenAt(6));
        decided.Then(Drafted());
        decided.ThenAlso(new AgreementPrepared(Id(61), AgreementForm.Written, Now));
    }

    [Fact]
    public void An_oral_agreement_takes_effect_at_once_and_closes_the_case()
    {
        var decided = Draft(Oral, OpenAt(6, Opened("0101")));
        decided.Then(
            Drafted() with { Form = AgreementForm.Oral, PerformedAtOnce = true }, new AgreementTookEffect(Now, Now));
        decided.ThenAlso(new AgreementReached(Id(61), AgreementForm.Oral, Now, Now), new StepCompleted(6, Now), new CaseClosed("A", Now));
    }

    [Theory]
    [InlineData("0901", true, false)]
    [InlineData("0902", true, false)]
    [InlineData("0701", true, false)]
    [InlineData("0101", true, true)]
    [InlineData("0999", false, false)]
    internal void Some_cases_need_a_written_form(string type, bool atOnce, bool requested) =>
        Draft(Oral with { PerformedAtOnce = atOnce, RequestedWritten = requested }, OpenAt(6, Opened(type))).ThenRefused("agreement.writtenFormRequired");

    [Fact]
    public void A_major_case_needs_a_written_form_unless_performed_at_once()
    {
        var later = Oral with { PerformedAtOnce = false };
        Draft(later, OpenAt(6, Opened("0101", persons: 10))).ThenRefused("agreement.writtenFormRequired");
        Draft(later, OpenAt(6, Opened("0101", amount: 100_000.01m))).ThenRefused("agreement.writtenFormRequired");
        Draft(later, [.. OpenAt(6, Opened("0101")), new SignalRecorded(NewId, SignalKind.ThreatOfViolence, null, Now, Now)]).ThenRefused("agreement.writtenFormRequired");
        Draft(later, OpenAt(6, Opened("0101", 9, 100_000))).Decision.Refusal.ShouldBeNull();
        Draft(Oral, OpenAt(6, Opened("0101", 500, 5_000_000))).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Earlier_steps_come_first() => Draft(Written, OpenAt(4)).ThenRefused("agreement.stepsOpen", "step:4", "step:5");

    [Fact]
    public void One_agreement_at_a_time() => Draft(Written, Signing).ThenRefused("agreement.exists");

    [Fact]
    public void A_closed_case_takes_no_agreement() => Draft(Written, [.. OpenAt(6), new CaseClosed("G", Now)]).ThenRefused("case.notOpen");

    [Fact]
    public void The_lint_names_each_fault()
    {
        Draft(new DraftAgreement(), OpenAt(6)).ThenBad("form", "content");
        Draft(Oral with { MediatorRecord = " " }, OpenAt(6)).ThenBad("mediatorRecord");
        Draft(Written with { Copies = 2 }, OpenAt(6)).ThenBad("copies");
        Draft(Written with { Obligations = [null] }, OpenAt(6)).ThenBad(
            "obligations[0].obligorPartyId", "obligations[0].kind", "obligations[0].place", "obligations[0].dueOn");
        DraftAgreement.Duty duty = new(Other, Other, ObligationKind.Payment, Amount: 0, Place: "村委会", DueOn: new DateOnly(9999, 12, 31));
        Draft(Written with { Obligations = [duty] }, OpenAt(6)).ThenBad(
            "obligations[0].obligorPartyId", "obligations[0].beneficiaryPartyId", "obligations[0].amount", "obligations[0].dueOn");
        Draft(Written with { Obligations = [duty with { Kind = ObligationKind.Act, ObligorPartyId = PartyA, BeneficiaryPartyId = null, Amount = null, DueOn = new(2026, 5, 1) }] }, OpenAt(6))
            .ThenBad("obligations[0].act");
    }

    [Fact]
    public void The_last_signature_puts_it_in_effect_at_the_latest_instant_signed_and_closes_the_case()
    {
        object[] others = [Signed(Signer.Party, PartyA, hour: 15.5), Signed(Signer.Party, PartyB), Signed(Signer.CommitteeSeal, kind: SignatureKind.Seal)];
        var decided = Sign(new(Signer.Mediator, null, SignatureKind.Hand, Now.AddHours(6.25)), Signing, others);
        decided.Then(Signed(Signer.Mediator, hour: 15.25), new AgreementTookEffect(Now.AddHours(6.5), Now.AddHours(7)));
        decided.ThenAlso(
            new AgreementReached(Id(61), AgreementForm.Written, Now.AddHours(6.5), Now.AddHours(7)), new StepCompleted(6, Now.AddHours(7)),
            new CaseClosed("A", Now.AddHours(7)));
    }

    [Fact]
    public void A_signature_before_the_last_changes_nothing_else()
    {
        var decided = Sign(new(Signer.Party, PartyA, SignatureKind.Hand, Now.AddHours(6)), Signing);
        decided.Then(Signed(Signer.Party, PartyA));
        decided.ThenAlso();
    }

    [Fact]
    public void Nobody_signs_twice_or_for_another()
    {
        Sign(new(Signer.Party, PartyA, SignatureKind.Hand), Signing, Signed(Signer.Party, PartyA)).ThenRefused("signature.alreadySigned");
        Sign(new(Signer.Party, Other, SignatureKind.Hand), Signing).ThenRefused("signature.notAParty");
        SignAs(Other, new(Signer.Mediator, null, SignatureKind.Hand), Signing).ThenRefused("signature.notPresidingMediator");
    }

    [Fact]
    public void The_committee_seals_and_nobody_else_does()
    {
        Sign(new(Signer.CommitteeSeal, null, SignatureKind.Hand), Signing).ThenRefused("signature.sealKind");
        Sign(new(Signer.Party, PartyA, SignatureKind.Seal), Signing).ThenRefused("signature.sealKind");
    }

    [Theory]
    [InlineData("0101")]
    [InlineData("0103")]
    public void Marriage_and_inheritance_papers_take_no_electronic_signature(string type) =>
        Sign(new(Signer.Party, PartyA, SignatureKind.Electronic), OpenAt(6, Opened(type))).ThenRefused("signature.electronicRefused");

    [Fact]
    public void A_closed_case_or_an_agreement_in_effect_takes_no_signature()
    {
        Sign(new(Signer.Party, PartyA, SignatureKind.Hand), [.. Signing, new CaseClosed("S", Now)]).ThenRefused("case.notOpen");
        Sign(new(Signer.Party, PartyA, SignatureKind.Hand), Signing, new AgreementTookEffect(Now, Now)).ThenRefused("agreement.inEffect");
    }

    [Fact]
    public void A_signature_names_its_bad_fields()
    {
        Sign(new(), Signing).ThenBad("signer", "kind");
        Sign(new(Signer.Party, null, SignatureKind.Hand, Now.AddDays(2)), Signing).ThenBad("partyId", "signedAt");
        Sign(new(Signer.CommitteeSeal, PartyA, SignatureKind.Seal), Signing).ThenBad("partyId");
    }
}
