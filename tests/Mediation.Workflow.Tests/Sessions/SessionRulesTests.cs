using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Sessions;

public sealed class SessionRulesTests
{
    private static readonly Guid Police = Id(71);
    private static readonly Guid Judicial = Id(72);

    private static readonly SessionCalled Meeting =
        Called(new Participant(Police, Role.CommunityPolice, null, true), new Participant(Judicial, Role.JudicialOffice, null, true));

    private static readonly DateTimeOffset Evening = Now.AddHours(9);

    private static CallSession Call(Panel? panel = Panel.Custom, params IReadOnlyList<CallSession.Invited?> people) =>
        new(Now, "村委会", panel, people);

    private static Decided Segment(RecordSegment command, params IReadOnlyList<object> more) =>
        Given.Events<Session>([Meeting, .. more]).When(s => RecordSegment.Decide(s, command, NewId, "author", Evening));

    private static RecordSegment Part(Mode mode, double from, double to, bool? opened = true) => new(
        mode, mode == Mode.Caucus ? "A" : null, Now.AddHours(from - 9), Now.AddHours(to - 9), RecusalAsked: mode == Mode.Joint ? opened : null,
        RightsRead: mode == Mode.Joint ? opened : null);

    [Fact]
    public void A_five_party_panel_names_the_roles_it_lacks() => Given.Events<Case>(Open())
        .When(s => CallSession.Decide(s, Call(Panel.FiveParty, new CallSession.Invited(Role.CommunityPolice), new(Role.Department)), Id(51), [Police, Judicial], Now))
        .ThenRefused("session.rolesMissing", "policeAssistant", "villageNotable", "legalLiteratePerson");

    [Fact]
    public void A_session_seals_its_place_names_and_units()
    {
        var decided = Given.Events<Case>(Open())
            .When(s => CallSession.Decide(s, Call(Panel.Custom, new CallSession.Invited(Role.Lawyer, "王律师", "某律所")), Id(51), [Police], Now));
        decided.Then(Called(new Participant(Police, Role.Lawyer, null, true)));
        decided.Decision.Texts.Select(t => t.Text).ShouldBe(["村委会", "王律师", "某律所"]);
    }

    [Fact]
    public void A_case_that_is_not_open_calls_no_session() => Given.Events<Case>([Opened(), Requested()])
        .When(s => CallSession.Decide(s, Call(Panel.Custom, new CallSession.Invited(Role.Lawyer)), Id(51), [Police], Now)).ThenRefused("case.notOpen");

    [Fact]
    public void A_call_names_its_bad_fields()
    {
        Given.Events<Case>(Open()).When(s => CallSession.Decide(s, new CallSession(), Id(51), [], Now))
            .ThenBad("startsAt", "place", "panel", "participants");
        Given.Events<Case>(Open()).When(s => CallSession.Decide(s, Call(Panel.Custom, null, new(Role.Party), new(Role.Lawyer, PartyId: Other)), Id(51), [], Now))
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
    public void A_segment_names_its_bad_fields()
    {
        Segment(new RecordSegment()).ThenBad("mode", "startedAt", "endedAt");
        Segment(Part(Mode.Caucus, 9, 10) with { Side = null }).ThenBad("side");
        Segment(Part(Mode.Caucus, 9, 10) with { Side = "C" }).ThenBad("side");
        Segment(Part(Mode.Joint, 9, 10) with { Side = "A" }).ThenBad("side");
        Segment(Part(Mode.Video, 9, 10) with { Measurement = new() }).ThenBad("measurement");
        Segment(Part(Mode.FieldMeasurement, 9, 10) with { Measurement = new([null, new("界石", -1)]) })
            .ThenBad("measurement.points[0].name", "measurement.points[1].lengthMetres");
    }

    [Fact]
    public void A_segment_ends_after_it_starts_and_not_in_the_future()
    {
        Segment(Part(Mode.Caucus, 10, 10)).ThenRefused("segment.endNotAfterStart");
        Segment(Part(Mode.Caucus, 17, 19)).ThenRefused("segment.inFuture");
        Segment(Part(Mode.Caucus, 17, 18.05)).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Segments_do_not_overlap_but_may_touch()
    {
        var first = new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10), Now);
        Segment(Part(Mode.Caucus, 9.5, 11), first).ThenRefused("segment.overlaps");
        Segment(Part(Mode.Caucus, 10, 11), first).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_closed_or_overfull_session_takes_no_segment()
    {
        Segment(Part(Mode.Caucus, 9, 10), new SessionClosed(Now, 0, Now)).ThenRefused("session.closed");
        Segment(Part(Mode.Caucus, 12, 13), [.. Enumerable.Repeat(new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10), Now), 200)])
            .ThenRefused("segment.tooMany");
    }

    [Fact]
    public void Before_the_first_joint_segment_recusal_is_asked_and_rights_are_read()
    {
        Segment(Part(Mode.Joint, 9, 10, null)).ThenRefused("segment.openingNotOnRecord", "recusalAsked", "rightsRead");
        Segment(Part(Mode.Joint, 9, 10, false) with { RightsRead = true }).ThenRefused("segment.openingNotOnRecord", "recusalAsked");
        Segment(Part(Mode.Joint, 11, 12, null), new SegmentRecorded(Facts.Part(Mode.Joint, 9, 10), Now)).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_caucus_note_is_sealed_and_others_are_not()
    {
        var caucus = Segment(Part(Mode.Caucus, 9, 10) with { Note = "底线" });
        caucus.Decision.Texts.ShouldHaveSingleItem().Field.ShouldBe("sealedNote");
        caucus.Then(new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10) with { HasNote = true, Author = "author" }, Evening));
        Segment(Part(Mode.Video, 9, 10) with { Note = "约定" }).Decision.Texts.ShouldHaveSingleItem().Field.ShouldBe("note");
    }

    [Fact]
    public void Closing_needs_a_segment_and_happens_once()
    {
        var part = new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10), Now);
        Given.Events<Session>(Meeting).When(s => CloseSession.Decide(s, new(), Evening)).ThenRefused("session.noSegment");
        Given.Events<Session>(Meeting, part).When(s => CloseSession.Decide(s, new(Now), Evening)).ThenBad("endedAt");
        Given.Events<Session>(Meeting, part, new SessionClosed(Now, 60, Now)).When(s => CloseSession.Decide(s, new(), Evening)).ThenRefused("session.closed");
    }

    [Fact]
    public void A_panel_sat_when_two_roles_beside_the_parties_were_there()
    {
        object[] held = [Meeting, new SegmentRecorded(Facts.Part(Mode.Joint, 9, 10), Now), new ParticipantCheckedIn(Police, Now, Now)];
        var session = new SessionHeld(Id(51), true, Now, 60, Evening);
        var one = Given.Events<Session>(held).When(s => CloseSession.Decide(s, new(), Evening));
        one.Then(new SessionClosed(Now.AddHours(1), 60, Evening));
        one.ThenAlso(session);
        Given.Events<Session>([.. held, new ParticipantCheckedIn(Judicial, Now, Now)]).When(s => CloseSession.Decide(s, new(), Evening))
            .ThenAlso(session, new PanelSat(Id(51), Panel.Custom, [Role.CommunityPolice, Role.JudicialOffice], 2, Evening));
    }
}
