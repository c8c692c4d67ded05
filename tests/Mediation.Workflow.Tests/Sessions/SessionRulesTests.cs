using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Sessions;

public sealed class SessionRulesTests
{
    private static readonly Guid Police = Id(71);
    private static readonly Guid Judicial = Id(72);

    private static readonly SessionCalled Meeting =
        Called(new Participant(Police, Role.CommunityPolice, null, true, ConsentSides: ["A", "B"]), new Participant(Judicial, Role.JudicialOffice, null, true, ConsentSides: ["A", "B"]));

    private static readonly DateTimeOffset Evening = Now.AddHours(9);

    private static readonly Case File = Given.Events<Case>(Open()).State;

    private static readonly CloseSession Agreed = new(Result: SessionResult.Agreed);

    private static CallSession Call(Panel? panel = Panel.Custom, params IReadOnlyList<CallSession.Invited?> people) =>
        new(Now, "村委会", panel, people);

    [Fact]
    public void A_five_party_panel_names_the_roles_it_lacks() => Given.Events<Case>(Open())
        .When(s => CallSession.Decide(s, Call(Panel.FiveParty, new CallSession.Invited(Role.CommunityPolice), new(Role.Department)), Id(51), [Police, Judicial], null, Now))
        .ThenRefused("session.rolesMissing", "policeAssistant", "villageNotable", "legalLiteratePerson");

    [Fact]
    public void A_session_seals_its_place_names_and_units()
    {
        var decided = Given.Events<Case>(Open())
            .When(s => CallSession.Decide(s, Call(Panel.Custom, new CallSession.Invited(Role.Lawyer, "王律师", "某律所")), Id(51), [Police], null, Now));
        decided.Then(Called(new Participant(Police, Role.Lawyer, null, true)));
        decided.Decision.Texts.Select(t => t.Text).ShouldBe(["村委会", "王律师", "某律所"]);
    }

    [Fact]
    public void A_case_that_is_not_open_calls_no_session() => Given.Events<Case>([Opened(), Requested()])
        .When(s => CallSession.Decide(s, Call(Panel.Custom, new CallSession.Invited(Role.Lawyer)), Id(51), [Police], null, Now)).ThenRefused("case.notOpen");

    [Fact]
    public void A_call_names_its_bad_fields()
    {
        Given.Events<Case>(Open()).When(s => CallSession.Decide(s, new CallSession(), Id(51), [], null, Now))
            .ThenBad("startsAt", "place", "panel", "participants");
        Given.Events<Case>(Open()).When(s => CallSession.Decide(s, Call(Panel.Custom, null, new(Role.Party), new(Role.Lawyer, PartyId: Other)), Id(51), [], null, Now))
            .ThenBad("participants[0].role", "participants[1].partyId", "participants[2].partyId");
    }

    [Fact]
    public void Checking_in_is_recorded_once()
    {
        var there = new ParticipantCheckedIn(Police, Now, Now);
        Given.Events<Session>(Meeting).When(s => CheckIn.Decide(s, new(), Police, Now)).Then(there);
        Given.Events<Session>(Meeting, there).When(s => CheckIn.Decide(s, new(), Police, Now)).ThenNothing();
        Given.Events<Session>(Meeting).When(s => CheckIn.Decide(s, new(), Other, Now)).ThenRefused("participant.unknown");
        Given.Events<Session>(Meeting).When(s => CheckIn.Decide(s, new(Now.AddHours(1)), Police, Now)).ThenBad("at");
        Given.Events<Session>(Meeting, new SessionClosed(Now, 0, Now)).When(s => CheckIn.Decide(s, new(), Police, Now)).ThenRefused("session.closed");
    }

    [Fact]
    public void Closing_needs_a_segment_and_happens_once()
    {
        var part = new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10), Now);
        Given.Events<Session>(Meeting).When(s => CloseSession.Decide(s, File, new(), Evening)).ThenRefused("session.noSegment");
        Given.Events<Session>(Meeting, part).When(s => CloseSession.Decide(s, File, new(Now), Evening)).ThenBad("endedAt", "result");
        var running = new SegmentOpened(new RunningSegment(NewId, Mode.Joint, null, Now, null, true, true), Now);
        Given.Events<Session>(Meeting, part, running).When(s => CloseSession.Decide(s, File, Agreed, Evening)).ThenRefused("segment.running");
        Given.Events<Session>(Meeting, part, new SessionClosed(Now, 60, Now)).When(s => CloseSession.Decide(s, File, new(), Evening)).ThenRefused("session.closed");
    }

    [Fact]
    public void A_panel_sat_when_two_roles_beside_the_parties_were_there()
    {
        object[] held = [Meeting, new SegmentRecorded(Facts.Part(Mode.Joint, 9, 10), Now), new ParticipantCheckedIn(Police, Now, Now)];
        var session = new SessionHeld(Id(51), true, Now, 60, Evening);
        var one = Given.Events<Session>(held).When(s => CloseSession.Decide(s, File, Agreed, Evening));
        one.Then(new SessionClosed(Now.AddHours(1), 60, Evening, SessionResult.Agreed));
        one.ThenAlso(session);
        Given.Events<Session>([.. held, new ParticipantCheckedIn(Judicial, Now, Now)]).When(s => CloseSession.Decide(s, File, Agreed, Evening))
            .ThenAlso(session, new PanelSat(Id(51), Panel.Custom, [Role.CommunityPolice, Role.JudicialOffice], 2, Evening));
    }

    [Fact]
    public void A_session_that_is_closed_after_its_round_counts_for_that_round_only()
    {
        object[] held =
        [
            Meeting, new SegmentRecorded(Facts.Part(Mode.Joint, 9, 10), Now), new ParticipantCheckedIn(Police, Now, Now), new ParticipantCheckedIn(Judicial, Now, Now),
        ];
        object[] second = [.. Open(), new CaseClosed("G", Now), new RoundOpened(2, Id(32), null, false, Now)];
        var file = Given.Events<Case>(second).State;
        var decided = Given.Events<Session>(held).When(s => CloseSession.Decide(s, file, Agreed, Evening));
        decided.ThenAlso(
            new SessionHeld(Id(51), true, Now, 60, Evening, 1),
            new PanelSat(Id(51), Panel.Custom, [Role.CommunityPolice, Role.JudicialOffice], 2, Evening, 1));
        Given.Events<Case>([.. second, .. decided.Decision.SecondEvents]).State.Marks.ShouldNotContain("panelSat");
        var recorded = second.Concat(decided.Decision.SecondEvents).Select((e, i) => new RecordedEvent(i, 0, default, CaseId, i + 1, "", e, Now, EventHeaders.None));
        FileRounds.Of(file, [.. recorded], new VaultTexts(new Dictionary<(Guid, string), string>())).Select(r => r.SessionIds.Count).ShouldBe([1, 0]);
    }

    [Fact]
    public void Closing_says_what_came_of_it_and_who_left_early()
    {
        object[] held = [Meeting, new ParticipantCheckedIn(Police, Now, Now), new SegmentRecorded(Facts.Part(Mode.Joint, 9, 10), Now)];
        var decided = Given.Events<Session>(held).When(s => CloseSession.Decide(
            s, File, new(Result: SessionResult.PartlyAgreed, Summary: "界址已定，补偿再议", LeftEarly: [new(Police, Now.AddMinutes(30))]), Evening));
        decided.Then(new SessionClosed(Now.AddHours(1), 60, Evening, SessionResult.PartlyAgreed, [new Departure(Police, Now.AddMinutes(30))]));
        decided.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(Id(51), "summary", "界址已定，补偿再议"));
        Given.Events<Session>([.. held, .. decided.Decision.Events]).State.Participants[0].LeftAt.ShouldBe(Now.AddMinutes(30));
        Given.Events<Session>(held).When(s => CloseSession.Decide(s, File, Agreed with { LeftEarly = [new(Judicial, Now), new(Police, Now.AddHours(5)), null] }, Evening))
            .ThenBad("leftEarly[0].participantId", "leftEarly[1].at", "leftEarly[2].participantId", "leftEarly[2].at");
    }

    [Fact]
    public void A_panel_s_presence_counts_roles_that_are_required()
    {
        var lawyer = new Participant(Id(73), Role.Lawyer, null, false);
        var state = Given.Events<Session>(Called([.. Meeting.Participants, lawyer]), new ParticipantCheckedIn(Judicial, Now, Now)).State;
        state.RolesRequired.ShouldBe([Role.CommunityPolice, Role.JudicialOffice]);
        state.RolesPresent.ShouldBe([Role.JudicialOffice]);
    }

    [Fact]
    public void Moved_to_another_day_everyone_confirms_anew_and_links_live_on()
    {
        var day = Now.AddDays(10);
        var until = new DateTimeOffset(2026, 3, 30, 0, 0, 0, TimeSpan.FromHours(8));
        object[] before =
        [
            Meeting, new InvitationSent(Id(81), Police, Now.AddDays(1), Now), new InvitationSent(Id(82), Judicial, Now.AddDays(-1), Now),
            new ParticipantAnswered(NewId, Police, Rsvp.Yes, false, Now),
        ];
        var moved = new SessionRescheduled(NewId, day, until, Now);
        var decided = When(before, (s, file) => RescheduleSession.Decide(s, file, new(day, "镇政府", "大雪封路"), NewId, Now));
        decided.Then(moved);
        decided.Decision.Texts.Select(t => t.Text).ShouldBe(["大雪封路", "镇政府"]);
        var state = Given.Events<Session>([.. before, moved]).State;
        (state.StartsAt, state.Find(Police)!.Answer, state.LiveInvitation(Id(81), day)?.ExpiresAt, state.LiveInvitation(Id(82), Now)).ShouldBe((day, null, until, null));
    }

    [Fact]
    public void A_session_is_moved_ahead_with_a_reason_before_it_begins_and_while_its_case_is_open()
    {
        When([Meeting], (s, file) => RescheduleSession.Decide(s, file, new(Now), NewId, Now)).ThenBad("startsAt", "reason");
        var command = new RescheduleSession(Now.AddDays(1), Reason: "大雪");
        When([Meeting, new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10), Now)], (s, file) => RescheduleSession.Decide(s, file, command, NewId, Now))
            .ThenRefused("session.begun");
        When([Meeting, new SessionCancelled(Now)], (s, file) => RescheduleSession.Decide(s, file, command, NewId, Now)).ThenRefused("session.cancelled");
        When([Meeting], (s, file) => RescheduleSession.Decide(s, file.Evolve(new CaseClosed("U", Now)), command, NewId, Now)).ThenRefused("case.closed");
    }

    [Fact]
    public void Called_off_nothing_more_happens_in_it()
    {
        Given.Events<Session>(Meeting).When(s => CancelSession.Decide(s, new(), Now)).ThenBad("reason");
        var cancelled = new SessionCancelled(Now);
        Given.Events<Session>(Meeting).When(s => CancelSession.Decide(s, new("大雪"), Now)).Then(cancelled);
        Given.Events<Session>(Meeting, cancelled).When(s => CancelSession.Decide(s, new("大雪"), Now)).ThenNothing();
        Given.Events<Session>(Meeting, cancelled).When(s => CheckIn.Decide(s, new(), Police, Now)).ThenRefused("session.cancelled");
        Given.Events<Session>(Meeting, cancelled).When(s => AnswerCall.Decide(s, new(Rsvp.Yes), Police, NewId, Now)).ThenRefused("session.cancelled");
        Given.Events<Session>(Meeting, new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10), Now)).When(s => CancelSession.Decide(s, new("大雪"), Now))
            .ThenRefused("session.begun");
    }

    [Fact]
    public void A_unit_of_another_area_shares_it_once()
    {
        var share = new ShareSession(Other, "330206");
        When([Meeting], (s, file) => ShareSession.Decide(s, file, share, Now)).Then(new SessionShared(new CoUnit(Other, "330206"), Now));
        When([Meeting, new SessionShared(new CoUnit(Other, "330206"), Now)], (s, file) => ShareSession.Decide(s, file, share, Now)).ThenNothing();
        When([Meeting], (s, file) => ShareSession.Decide(s, file, new(Committee, "33020"), Now)).ThenBad("committeeId", "areaCode");
    }

    private static Decided When(IEnumerable<object> events, Func<Session, Case, ServiceDefaults.Decision> decide)
    {
        var file = Given.Events<Case>(Open()).State;
        return Given.Events<Session>(events).When(s => decide(s, file));
    }
}
