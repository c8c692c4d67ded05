using Mediation.Contracts;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Rounds;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Rounds;

public sealed class EndingRulesTests
{
    [Theory]
    [InlineData("C", "text")]
    [InlineData("O", "text")]
    [InlineData("R", "referredTo")]
    [InlineData("P", "partyIds")]
    public void A_code_names_the_fields_it_needs(string reason, string field) =>
        Given.Events<Case>(Open()).When(s => TerminateCase.Decide(s, new(reason), NewId, Now)).ThenBad(field);

    [Fact]
    public void A_party_is_not_unreachable_before_it_was_tried()
    {
        var command = new TerminateCase("P", PartyIds: [PartyB, PartyB]);
        Given.Events<Case>(Open()).When(s => TerminateCase.Decide(s, command, NewId, Now)).ThenRefused("ending.noContactAttempt", $"contactAttempt:{PartyB}");
        Given.Events<Case>([.. Open(), Record(RecordKind.ContactAttempt, party: PartyB)]).When(s => TerminateCase.Decide(s, command, NewId, Now))
            .Then(new CaseClosed("P", Now, PartyIds: [PartyB]));
        Given.Events<Case>(Open()).When(s => TerminateCase.Decide(s, new("P", PartyIds: [Other]), NewId, Now)).ThenBad("partyIds");
    }

    [Fact]
    public void Nobody_refuses_to_sign_what_was_not_drawn_up()
    {
        Given.Events<Case>(OpenAt(6)).When(s => TerminateCase.Decide(s, new("S"), NewId, Now)).ThenRefused("ending.noAgreementPrepared");
        Given.Events<Case>([.. OpenAt(6), new AgreementPrepared(Id(61), AgreementForm.Written, Now)]).When(s => TerminateCase.Decide(s, new("S"), NewId, Now))
            .Then(new CaseClosed("S", Now));
    }

    [Fact]
    public void Time_is_not_over_before_the_last_day_of_the_term()
    {
        static Decided Ending(DateTimeOffset at, params object[] more) => Given.Events<Case>([.. Open(), .. more]).When(s => TerminateCase.Decide(s, new("T"), NewId, at));
        var term = Given.Events<Case>(Open()).State.Term!;
        Ending(Now).ThenRefused("ending.termNotOver", $"lastDay:{term.LastDay:yyyy-MM-dd}");
        Ending(term.DueAt.AddTicks(-1)).ThenRefused("ending.termNotOver", $"lastDay:{term.LastDay:yyyy-MM-dd}");
        Ending(term.DueAt).Then(new CaseClosed("T", term.DueAt));
        Ending(term.DueAt, new ClockExtended(term.Code, NewId, term.LastDay.AddDays(9), [], Now)).ThenRefused("ending.termNotOver", $"lastDay:{term.LastDay.AddDays(9):yyyy-MM-dd}");
        Ending(term.DueAt, new ClockPaused(term.Code, NewId, new DateOnly(2026, 3, 20), Now)).ThenRefused("ending.termNotOver", $"resumed:{term.Code}");
        Given.Events<Case>([.. Open(), new CaseClosed("G", Now), new RoundOpened(2, Other, null, false, Now.AddDays(1))])
            .When(s => TerminateCase.Decide(s, new("T"), NewId, term.DueAt)).Decision.Refusal!.Code.ShouldBe("ending.termNotOver");
    }

    [Fact]
    public void Its_texts_lie_under_an_id_of_their_own_so_that_a_later_round_does_not_overwrite_them()
    {
        var decided = Given.Events<Case>(Open()).When(s => TerminateCase.Decide(s, new("R", "已立案", "人民法庭"), NewId, Now));
        decided.Then(new CaseClosed("R", Now, NewId));
        decided.Decision.Texts.ShouldBe([new(NewId, "termination", "已立案"), new(NewId, "referredTo", "人民法庭")]);
    }

    [Fact]
    public void The_notice_names_remedies_by_ending_and_type()
    {
        Codes("G", "0999").ShouldBe("administrative,court,mediationAgain");
        Codes("U", "0701").ShouldBe("labourArbitration,court,mediationAgain");
        Codes("T", "0901").ShouldBe("landArbitration,court,administrative,mediationAgain");
        Codes("R", "0101").ShouldBe("referredOrgan,court,arbitration");
        Codes("C", "0101").ShouldBe("court,arbitration,police");
        Codes("A", "0101").ShouldBe("");
        Endings.All.Where(code => code != "A").ShouldAllBe(code => OtherRemedies.After(code, "0101").Any(r => r.Code == "court"));
    }

    [Fact]
    public void The_notice_is_served_on_each_side_once_after_an_ending_that_needs_it()
    {
        object[] ended = [.. Open(), new CaseClosed("G", Now)];
        var served = new RemediesNoticeServed(NewId, 1, PartyA, Manner.Post, Now, Now);
        Given.Events<Case>(ended).When(s => ServeNotice.Decide(s, new(PartyA, Manner.Post), NewId, Now)).Then(served);
        Given.Events<Case>([.. ended, served]).When(s => ServeNotice.Decide(s, new(PartyA, Manner.Hand), NewId, Now)).ThenNothing();
        Given.Events<Case>([.. ended, served]).State.SidesWithoutNotice.ShouldBe(["B"]);
        Given.Events<Case>(Open()).When(s => ServeNotice.Decide(s, new(PartyA, Manner.Post), NewId, Now)).ThenRefused("notice.notDue");
        Given.Events<Case>([.. Open(), new CaseClosed("A", Now)]).When(s => ServeNotice.Decide(s, new(PartyA, Manner.Post), NewId, Now)).ThenRefused("notice.notDue");
        Given.Events<Case>(ended).When(s => ServeNotice.Decide(s, new(Other, null, Now.AddDays(-1)), NewId, Now)).ThenBad("partyId", "manner", "servedAt");
    }

    private static string Codes(string outcome, string type) => string.Join(',', OtherRemedies.After(outcome, type).Select(r => r.Code));
}
