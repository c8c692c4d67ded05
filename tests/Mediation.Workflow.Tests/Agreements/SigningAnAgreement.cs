using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Agreements;

public sealed class SigningAnAgreement
{
    private static readonly string Hash = new('a', 64);
    private static readonly SignAgreement ByAgent = new(Signer.Party, PartyA, SignatureKind.Hand, AgentName: "王律师");

    private static readonly object[] AllButA =
        [Signed(Signer.Party, PartyB), Signed(Signer.Mediator), Signed(Signer.CommitteeSeal, kind: SignatureKind.Seal)];

    private static Decided Sign(SignAgreement command, object[] file, AgreementDrafted drafted, params IReadOnlyList<object> signed) =>
        Given.Events<Agreement>([drafted, .. signed])
            .When(s => SignAgreement.Decide(s, Given.Events<Case>(file).State, command, Mediator, NewId, Now.AddHours(7)));

    private static object[] With(PowerScope scope) => [.. OpenAt(6), Record(RecordKind.PowerOfAttorney, party: PartyA) with { Power = scope }];

    [Fact]
    public void An_agent_needs_a_special_power_on_file()
    {
        Sign(ByAgent, OpenAt(6), Drafted()).ThenRefused("signature.noPowerOfAttorney");
        Sign(ByAgent, With(PowerScope.General), Drafted()).ThenRefused("signature.noPowerOfAttorney");
        Sign(ByAgent with { PartyId = PartyB }, With(PowerScope.Special), Drafted()).ThenRefused("signature.noPowerOfAttorney");
        var signed = Signed(Signer.Party, PartyA, hour: 16);
        Sign(ByAgent, With(PowerScope.Special), Drafted()).Then(signed with { Signature = signed.Signature with { ByAgent = true } });
    }

    [Fact]
    public void Nobody_signs_for_the_other_side() =>
        Sign(ByAgent with { AgentPartyId = PartyB }, With(PowerScope.Special), Drafted()).ThenRefused("signature.forOtherSide");

    [Theory]
    [InlineData("0101")]
    [InlineData("0103")]
    public void Marriage_and_inheritance_papers_need_a_scan(string type)
    {
        var file = OpenAt(6, Opened(type));
        SignAgreement hand = new(Signer.Party, PartyA, SignatureKind.Fingerprint);
        Sign(hand, file, Drafted()).ThenRefused("signature.scanRequired");
        Sign(new(Signer.Mediator, null, SignatureKind.Hand), file, Drafted()).ThenRefused("signature.scanRequired");
        Sign(hand with { EvidenceId = Id(9), Sha256 = Hash.ToUpperInvariant() }, file, Drafted()).Then(
            new AgreementSigned(NewId, new(Signer.Party, PartyA, SignatureKind.Fingerprint, Now.AddHours(7), Id(9), Hash, Id: NewId), Now.AddHours(7)));
    }

    [Fact]
    public void A_scan_is_named_with_its_hash()
    {
        SignAgreement hand = new(Signer.Party, PartyA, SignatureKind.Hand);
        Sign(hand with { EvidenceId = Id(9) }, OpenAt(6), Drafted()).ThenBad("sha256");
        Sign(hand with { Sha256 = Hash }, OpenAt(6), Drafted()).ThenBad("evidenceId");
        Sign(hand with { EvidenceId = Id(9), Sha256 = new string('g', 64) }, OpenAt(6), Drafted()).ThenBad("sha256");
    }

    [Fact]
    public void Witnesses_and_the_recorder_sign_by_name_and_nobody_waits_for_them()
    {
        Sign(new(Signer.Witness, null, SignatureKind.Hand), OpenAt(6), Drafted()).ThenBad("name");
        Sign(new(Signer.Party, PartyA, SignatureKind.Hand, Name: "x"), OpenAt(6), Drafted()).ThenBad("name");
        Sign(new(Signer.Witness, null, SignatureKind.Hand, Name: "老王"), OpenAt(6), Drafted(), Signed(Signer.Witness)).Decision.Refusal.ShouldBeNull();
        Sign(new(Signer.Recorder, null, SignatureKind.Hand, Name: "小李"), OpenAt(6), Drafted(), Signed(Signer.Recorder)).ThenRefused("signature.alreadySigned");
        Sign(new(Signer.Party, PartyA, SignatureKind.Hand), OpenAt(6), Drafted(), AllButA).Decision.Events.OfType<AgreementTookEffect>().Count().ShouldBe(1);
    }

    [Fact]
    public void After_a_succession_the_agreement_is_drafted_anew_first() =>
        Sign(new(Signer.Party, PartyA, SignatureKind.Hand), OpenAt(6), Drafted() with { PartyIds = [PartyA, Other] }).ThenRefused("agreement.partiesChanged");

    [Fact]
    public void A_partial_agreement_takes_effect_and_the_case_goes_on()
    {
        var decided = Sign(new(Signer.Party, PartyA, SignatureKind.Hand, Now), OpenAt(6), Drafted() with { Partial = true }, AllButA);
        var reached = new AgreementReached(Id(61), AgreementForm.Written, Now.AddHours(6), Now.AddHours(7), true);
        decided.ThenAlso(reached);
        var file = Given.Events<Case>([.. OpenAt(6), new AgreementPrepared(Id(61), AgreementForm.Written, Now), reached]).State;
        (file.Status, file.AgreementId, file.EffectiveAt, file.Outcome).ShouldBe((CaseStatus.Open, null, null, null));
    }

    [Fact]
    public void What_is_performed_at_once_is_performed_when_it_takes_effect()
    {
        var decided = Sign(
            new(Signer.Party, PartyA, SignatureKind.Hand, Now), OpenAt(6), Drafted() with { PerformedAtOnce = true, Obligations = [Payment] }, AllButA);
        var performed = decided.Decision.Events.OfType<PerformanceRecorded>().Single().Performance;
        (performed.ObligationId, performed.Kind, performed.Amount, performed.PerformedOn).ShouldBe((Payment.Id, PerformanceKind.Full, 1000m, new DateOnly(2026, 3, 18)));
    }
}
