using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Confirmations;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Confirmations;

public sealed class ConfirmingAnAgreement
{
    private static readonly SeekConfirmation Seek = new([PartyA, PartyB], "旬阳市人民法院", "610981");
    private static readonly PacketItem[] Papers = [new(PaperKind.Application), new(PaperKind.Identity, PartyA)];

    private static readonly ConfirmationOpened Opening =
        new(Id(91), CaseId, Id(61), [PartyA, PartyB], "610981", new(2026, 3, 18), new(2026, 4, 17), Papers, Now);

    private static Agreement Agreed(params object[] more) => Given.Events<Agreement>([.. InEffect(), .. more]).State;

    private static Case File(string type = "0801") => Given.Events<Case>(OpenAt(6, Opened(type))).State;

    private static Decided When(SeekConfirmation command, Agreement? agreement = null, Case? file = null, int days = 1, params LintFinding[] lint) =>
        new(SeekConfirmation.Decide(agreement ?? Agreed(), file ?? File(), lint, command, Id(91), Now.AddDays(days)));

    private static string[] Found(Agreement agreement, Case file, params LintFinding[] lint) =>
        [.. ConfirmationCheck.Of(agreement, file, lint, "610981").Where(f => f.State == CheckState.Found).Select(f => f.Code)];

    [Fact]
    public void All_parties_apply_within_thirty_days_and_the_packet_is_listed()
    {
        var decided = When(Seek, days: 30);
        var opened = (ConfirmationOpened)decided.Decision.Events[0];
        (opened.EffectiveOn, opened.LastDay).ShouldBe((new DateOnly(2026, 3, 18), new DateOnly(2026, 4, 17)));
        opened.Packet.Select(Packet.NameOf).ShouldBe(["application", "agreement", "committeeProof", $"identity:{PartyA}", $"identity:{PartyB}"]);
        decided.ThenAlso(new ConfirmationSought(Id(91), Now.AddDays(30)));
        When(Seek, days: 31).ThenRefused("confirmation.tooLate");
        When(Seek with { ApplicantPartyIds = [PartyA] }).ThenRefused("confirmation.jointOnly", $"party:{PartyB}");
        When(Seek with { ApplicantPartyIds = [PartyA, PartyB, Other] }).ThenRefused("signature.notAParty");
        When(new()).ThenBad("applicantPartyIds", "courtName");
        When(Seek with { CourtAreaCode = "61098x" }).ThenBad("courtAreaCode");
        When(Seek, Agreement.Initial.Evolve(Drafted())).ThenRefused("agreement.notInEffect");
    }

    [Fact]
    public void One_application_at_a_time_and_none_after_a_ruling_on_the_matter()
    {
        object Settled(Ruling ruling) => new ConfirmationSettled(Id(90), ruling, new(2026, 3, 19), Now);
        When(Seek, Agreed(new ConfirmationSought(Id(90), Now))).ThenRefused("confirmation.underWay");
        When(Seek, Agreed(Settled(Ruling.Confirmed))).ThenRefused("confirmation.confirmed");
        When(Seek, Agreed(Settled(Ruling.Rejected))).ThenRefused("confirmation.rejected");
        When(Seek, Agreed(Settled(Ruling.Withdrawn))).Decision.Refusal.ShouldBeNull();
        When(Seek, Agreed(Settled(Ruling.Ineligible))).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void The_pre_check_names_what_a_court_will_not_take_or_will_dismiss()
    {
        Agreement With(params Matter[] matters) => Given.Events<Agreement>([Drafted() with { Obligations = [Payment], Matters = matters }, new AgreementTookEffect(Now, Now)]).State;
        Found(Agreed(), File()).ShouldBeEmpty();
        Found(Agreed(), File("1301")).ShouldBe(["N1"]);
        Found(With(Matter.IdentityRelation), File()).ShouldBe(["N3"]);
        Found(With(Matter.SpecialProcedure), File()).ShouldBe(["N4"]);
        Found(With(Matter.RealRights), File()).ShouldBe(["N5"]);
        Found(With(Matter.IntellectualProperty, Matter.InterestsOfOthers), File()).ShouldBe(["N5", "D2"]);
        Found(Agreed(), File(), new LintFinding("noManner", "x", "D5")).ShouldBe(["D5"]);
        When(Seek, lint: new LintFinding("noManner", "x", "D5")).ThenRefused("confirmation.likelyRefused", "D5");
        When(Seek with { Despite = true }, lint: new LintFinding("noManner", "x", "D5")).Decision.Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("0101", "N3")]
    [InlineData("0102", "N3")]
    [InlineData("0902", "N5")]
    [InlineData("1001", "N5")]
    [InlineData("0801", "D4")]
    public void Types_and_missing_consent_are_hints_only(string type, string code)
    {
        ConfirmationCheck.Of(Agreed(), File(type), [], "610981").Single(f => f.Code == code).State.ShouldBe(CheckState.Possible);
        ConfirmationCheck.IsEligible(Agreed(), type).ShouldBeTrue();
    }

    [Fact]
    public void Another_county_s_court_is_doubtful() =>
        ConfirmationCheck.Of(Agreed(), File(), [], "330206").Single(f => f.Code == "N2").State.ShouldBe(CheckState.Possible);

    [Fact]
    public void Eligible_is_what_took_effect_and_a_court_may_take()
    {
        ConfirmationCheck.IsEligible(Agreement.Initial.Evolve(Drafted()), "0801").ShouldBeFalse();
        ConfirmationCheck.IsEligible(Agreed(), "1201").ShouldBeFalse();
        ConfirmationCheck.IsEligible(Agreed(), "9999").ShouldBeTrue();
    }

    [Fact]
    public void A_complete_packet_is_handed_in_in_time()
    {
        Decided Submit(DateOnly? on, params object[] more) => Given.Events<Confirmation>([Opening, .. more])
            .When(s => SubmitConfirmation.Decide(s, new(on), Id(61), Now.AddDays(40)));
        object[] papers = [.. Papers.Select((p, i) => new PaperAttached(new(Id(92 + i), p.Kind, p.PartyId, null, null), Now))];
        Submit(new(2026, 4, 1)).ThenRefused("confirmation.packetIncomplete", "application", $"identity:{PartyA}");
        Submit(new(2026, 4, 17), papers).Then(new ConfirmationSubmitted(new(2026, 4, 17), Now.AddDays(40)));
        Submit(new(2026, 4, 18), papers).ThenRefused("confirmation.tooLate");
        Submit(new(2026, 3, 17), papers).ThenBad("submittedOn");
        Submit(new(2026, 4, 1), [.. papers, new ConfirmationSubmitted(new(2026, 4, 1), Now)]).ThenRefused("confirmation.submitted");
        Given.Events<Confirmation>([Opening]).When(s => SubmitConfirmation.Decide(s, new(), Id(62), Now)).ThenRefused("confirmation.unknown");
    }

    [Fact]
    public void Papers_name_whose_they_are()
    {
        Decided Attach(AttachPaper paper, params object[] more) => Given.Events<Confirmation>([Opening, .. more]).When(s => AttachPaper.Decide(s, paper, Id(61), Id(92), Now));
        Attach(new(PaperKind.Identity, PartyA)).Then(new PaperAttached(new(Id(92), PaperKind.Identity, PartyA, null, null), Now));
        Attach(new(PaperKind.Identity)).ThenBad("partyId");
        Attach(new(PaperKind.Agreement, PartyA)).ThenBad("partyId");
        Attach(new(PaperKind.Other, Other, Id(9))).ThenBad("partyId", "sha256");
        Attach(new(PaperKind.Agreement), new ConfirmationRuled(Ruling.Withdrawn, new(2026, 4, 1), [], Now)).ThenRefused("confirmation.ruled");
    }

    [Fact]
    public void A_ruling_is_of_what_was_handed_in_and_gives_its_reasons()
    {
        Decided Rule(RecordRuling ruling, params object[] more) => Given.Events<Confirmation>([Opening, .. more])
            .When(s => RecordRuling.Decide(s, ruling, Id(61), Now.AddDays(40)));
        var submitted = new ConfirmationSubmitted(new(2026, 4, 1), Now);
        var decided = Rule(new(Ruling.Rejected, new(2026, 4, 10), ["D5"]), submitted);
        decided.Then(new ConfirmationRuled(Ruling.Rejected, new(2026, 4, 10), ["D5"], Now.AddDays(40)));
        decided.ThenAlso(new ConfirmationSettled(Id(91), Ruling.Rejected, new(2026, 4, 10), Now.AddDays(40)));
        Rule(new(Ruling.Confirmed)).ThenRefused("confirmation.notSubmitted");
        Rule(new(Ruling.Withdrawn)).Decision.Refusal.ShouldBeNull();
        Rule(new(Ruling.Ineligible), submitted).ThenBad("codes");
        Rule(new(Ruling.Ineligible, Codes: ["D1"]), submitted).ThenBad("codes");
        Rule(new(Ruling.Confirmed, Codes: ["N1"]), submitted).ThenBad("codes");
        Rule(new(Ruling.Confirmed, new(2026, 3, 31)), submitted).ThenBad("ruledOn");
        Rule(new(Ruling.Confirmed), submitted, new ConfirmationRuled(Ruling.Confirmed, new(2026, 4, 2), [], Now)).ThenRefused("confirmation.ruled");
    }
}
