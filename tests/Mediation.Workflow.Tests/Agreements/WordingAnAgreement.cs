using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Agreements;

public sealed class WordingAnAgreement
{
    private static readonly DraftAgreement.Duty Pays = new(
        PartyB, PartyA, ObligationKind.Payment, Amount: 1000, Place: "村委会", DueOn: new(2026, 5, 1), Manner: "现金");

    private static readonly DraftAgreement Terms = new(
        Facts: "两家争界", Points: "地界", Content: "各让一尺", Responsibilities: [new("A", "越界"), new("B", "阻挠")],
        Obligations: [Pays, Pays with { ObligorPartyId = PartyA, BeneficiaryPartyId = PartyB }]);

    private static Decided Draft(DraftAgreement command, params object[] events) =>
        Given.Events<Case>(events).When(s => DraftAgreement.Decide(s, command with { Form = AgreementForm.Written }, Id(61), [Id(62), Id(63)], Now));

    private static Decided Redraft(RedraftAgreement command, params IReadOnlyList<object> more) => Given.Events<Agreement>([Drafted(), .. more])
        .When(s => RedraftAgreement.Decide(s, Given.Events<Case>(OpenAt(6)).State, command, Id(64), [Id(65), Id(66)], Now));

    private static string[] Lint(DraftAgreement terms) =>
        [.. AgreementLint.Of(AgreementTerms.Wording(terms, Agreement.Initial.Evolve(Draft(terms, OpenAt(6)).Decision.Events[0])), Now).Select(f => $"{f.Code} {f.Risk}".Trim())];

    [Fact]
    public void An_agreement_with_everything_in_it_raises_nothing() => Lint(Terms).ShouldBeEmpty();

    [Fact]
    public void The_lint_warns_of_what_a_court_would_send_back_and_says_so()
    {
        Lint(new DraftAgreement(Content: "尽快解决")).ShouldBe(["noFacts", "noPoints", "noResponsibility", "noObligations D5", "vagueTerm D5"]);
        Lint(Terms with { Obligations = [Pays with { Manner = null, BeneficiaryPartyId = null, DueOn = new(2026, 3, 17) }] })
            .ShouldBe(["unilateral", "noManner D5", "noBeneficiary D5", "dateInPast"]);
        Lint(Terms with { Obligations = [Pays with { Kind = ObligationKind.Act, Amount = null, Act = "补偿适当款项" }, Pays with { ObligorPartyId = PartyA, BeneficiaryPartyId = PartyB }] })
            .ShouldBe(["amountUnclear D5", "vagueTerm D5"]);
        Lint(Terms with { PerformedAtOnce = true }).ShouldBe(["atOnceButLater D5", "atOnceButLater D5"]);
    }

    [Fact]
    public void Instalments_add_up_in_order_and_the_last_is_the_day_due()
    {
        DraftAgreement.Part[] parts = [new(new(2026, 4, 1), 400), new(new(2026, 5, 1), 600)];
        var drafted = (AgreementDrafted)Draft(Terms with { Obligations = [Pays with { DueOn = null, Instalments = parts }] }, OpenAt(6)).Decision.Events[0];
        (drafted.Obligations[0].DueOn, drafted.Obligations[0].Instalments!.Sum(p => p.Amount)).ShouldBe((new DateOnly(2026, 5, 1), 1000m));
        Draft(Terms with { Obligations = [Pays with { Instalments = [parts[0]] }] }, OpenAt(6)).ThenBad("obligations[0].instalments", "obligations[0].dueOn");
        Draft(Terms with { Obligations = [Pays with { DueOn = null, Instalments = [parts[1], parts[0]] }] }, OpenAt(6)).ThenBad("obligations[0].instalments[1].dueOn");
        Draft(Terms with { Obligations = [Pays with { DueOn = null, Instalments = [] }] }, OpenAt(6))
            .ThenBad("obligations[0].dueOn", "obligations[0].instalments");
        Draft(Terms with { Obligations = [Pays with { DueOn = null, Instalments = [null, new(null, -1)] }] }, OpenAt(6)).ThenBad(
            "obligations[0].dueOn", "obligations[0].instalments[0].dueOn", "obligations[0].instalments[0].amount", "obligations[0].instalments[1].dueOn",
            "obligations[0].instalments[1].amount");
    }

    [Fact]
    public void An_obligation_without_a_date_or_towards_oneself_is_refused()
    {
        Draft(Terms with { Obligations = [Pays with { DueOn = null }] }, OpenAt(6)).ThenBad("obligations[0].dueOn");
        Draft(Terms with { Obligations = [Pays with { BeneficiaryPartyId = PartyB }] }, OpenAt(6)).ThenBad("obligations[0].beneficiaryPartyId");
        Draft(Terms with { Obligations = [Pays with { Amount = 0.005m }] }, OpenAt(6)).ThenBad("obligations[0].amount");
    }

    [Fact]
    public void Responsibilities_are_one_for_each_side()
    {
        Draft(Terms with { Responsibilities = [new("A", "x"), new("A", "y")] }, OpenAt(6)).ThenBad("responsibilities[1].side");
        Draft(Terms with { Responsibilities = [new("C", " "), null] }, OpenAt(6)).ThenBad(
            "responsibilities[0].side", "responsibilities[0].text", "responsibilities[1].side", "responsibilities[1].text");
    }

    [Fact]
    public void A_partial_agreement_says_what_it_leaves_open() => Draft(Terms with { Partial = true }, OpenAt(6)).ThenBad("openPoints");

    [Fact]
    public void A_draft_is_worded_anew_until_somebody_signs_and_then_only_by_voiding_the_signatures()
    {
        var redrafted = new AgreementRedrafted(Id(64), [PartyA, PartyB], 3, false, AgreementTerms.Obligations(Terms, [Id(65), Id(66)]), null, null, Now);
        Redraft(new(Terms)).Then(redrafted);
        Redraft(new(Terms), Signed(Signer.Party, PartyA)).ThenRefused("agreement.signed");
        Redraft(new(Terms, true), Signed(Signer.Party, PartyA)).Then(redrafted, new SignaturesVoided(1, Now));
        Redraft(new()).ThenBad("terms");
        Redraft(new(Terms with { Form = AgreementForm.Oral })).ThenBad("terms.form");
        Redraft(new(Terms), new AgreementTookEffect(Now, Now)).ThenRefused("agreement.inEffect");
        Redraft(new(Terms), new AgreementWithdrawn(Now)).ThenRefused("agreement.withdrawn");
        Redraft(new(Terms), Drafted() with { Round = 2 }).ThenRefused("agreement.earlierRound");
    }

    [Fact]
    public void Voided_signatures_are_missing_again()
    {
        var state = Given.Events<Agreement>([Drafted(), Signed(Signer.Party, PartyA), Signed(Signer.Mediator), new SignaturesVoided(2, Now)]).State;
        state.MissingSignatures.ShouldBe([$"party:{PartyA}", $"party:{PartyB}", "mediator", "committeeSeal"]);
    }

    [Fact]
    public void A_withdrawn_draft_makes_room_for_another()
    {
        Given.Events<Agreement>([Drafted()]).When(s => WithdrawAgreement.Decide(s, new("再协商"), Now)).ThenAlso(new AgreementDiscarded(Id(61), Now));
        Given.Events<Agreement>([Drafted()]).When(s => WithdrawAgreement.Decide(s, new(" "), Now)).ThenBad("reason");
        Draft(Terms, [.. OpenAt(6), new AgreementPrepared(Id(60), AgreementForm.Written, Now), new AgreementDiscarded(Id(60), Now)]).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_party_that_refuses_to_sign_ends_the_mediation()
    {
        Decided Refuse(Guid? party, params IReadOnlyList<object> more) => Given.Events<Agreement>([Drafted(), .. more])
            .When(s => RefuseToSign.Decide(s, Given.Events<Case>(OpenAt(6)).State, new(party), NewId, Now));
        var decided = Refuse(PartyB);
        decided.Then(new SigningRefused(NewId, PartyB, Now));
        decided.ThenAlso(new CaseClosed("S", Now));
        Refuse(PartyA, Signed(Signer.Party, PartyA)).ThenRefused("signature.alreadySigned");
        Refuse(Other).ThenRefused("signature.notAParty");
        Refuse(PartyA, new SigningRefused(NewId, PartyB, Now)).ThenRefused("agreement.refused");
        Refuse(null).ThenBad("partyId");
    }
}
