using Mediation.Workflow.Cases;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Sessions;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Sessions;

public sealed class SegmentRulesTests
{
    private static readonly SessionCalled Meeting = Called(new Participant(Id(71), Role.CommunityPolice, null, true));

    private static readonly DateTimeOffset Evening = Now.AddHours(9);

    private static readonly Measured Card = new(
        "皮尺丈量", "三十米皮尺", [new("界石", 12.4m)], ["张大爷"], [new("A", true), new("B", false, "界石被移过")]);

    private static Case File(params IEnumerable<object> more) => Given.Events<Case>([.. Open(), .. more]).State;

    private static Decided Segment(RecordSegment command, params IReadOnlyList<object> more) =>
        Given.Events<Session>([Meeting, .. more]).When(s => RecordSegment.Decide(s, File(), command, NewId, "author", Evening));

    private static RecordSegment Part(Mode mode, double from, double to, bool? opened = true) => new(
        mode, mode == Mode.Caucus ? "A" : null, Now.AddHours(from - 9), Now.AddHours(to - 9), RecusalAsked: mode == Mode.Joint ? opened : null,
        RightsRead: mode == Mode.Joint ? opened : null, RecusalAnswer: mode == Mode.Joint && opened == true ? "不申请" : null,
        VideoLink: mode == Mode.Video ? "https://video.example/room" : null);

    [Fact]
    public void A_segment_names_its_bad_fields()
    {
        Segment(new RecordSegment()).ThenBad("mode", "startedAt", "endedAt");
        Segment(Part(Mode.Caucus, 9, 10) with { Side = null }).ThenBad("side");
        Segment(Part(Mode.Caucus, 9, 10) with { Side = "C" }).ThenBad("side");
        Segment(Part(Mode.Joint, 9, 10) with { Side = "A" }).ThenBad("side");
        Segment(Part(Mode.Video, 9, 10) with { Measurement = new() }).ThenBad("measurement");
        Segment(Part(Mode.FieldMeasurement, 9, 10) with { Measurement = new(Points: [null, new("界石", -1)]) })
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
        Segment(Part(Mode.Joint, 9, 10, null)).ThenRefused("segment.openingNotOnRecord", "recusalAsked", "recusalAnswer", "rightsRead");
        Segment(Part(Mode.Joint, 9, 10, false) with { RightsRead = true, RecusalAnswer = "不申请" }).ThenRefused("segment.openingNotOnRecord", "recusalAsked");
        Segment(Part(Mode.Joint, 11, 12, null), new SegmentRecorded(Facts.Part(Mode.Joint, 9, 10), Now)).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_caucus_note_is_sealed_and_others_are_not()
    {
        var caucus = Segment(Part(Mode.Caucus, 9, 10) with { Note = "底线" });
        caucus.Decision.Texts.ShouldHaveSingleItem().Field.ShouldBe("sealedNote");
        caucus.Then(new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10) with { HasNote = true, Author = "author" }, Evening));
        Segment(Part(Mode.HomeVisit, 9, 10) with { Note = "约定" }).Decision.Texts.ShouldHaveSingleItem().Field.ShouldBe("note");
    }

    [Fact]
    public void A_video_segment_has_a_link_that_is_sealed()
    {
        Segment(Part(Mode.Video, 9, 10) with { VideoLink = null }).ThenBad("videoLink");
        foreach (var link in (string[])["http://video.example", "javascript:alert(1)", "/room", "https:"])
        {
            Segment(Part(Mode.Video, 9, 10) with { VideoLink = link }).ThenBad("videoLink");
        }

        Segment(Part(Mode.HomeVisit, 9, 10) with { VideoLink = "https://video.example" }).ThenBad("videoLink");
        Segment(Part(Mode.Video, 9, 10)).Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(NewId, "videoLink", "https://video.example/room"));
    }

    [Fact]
    public void A_measurement_s_card_is_complete_or_refused_with_what_it_lacks()
    {
        Segment(Part(Mode.FieldMeasurement, 9, 10)).ThenRefused(
            "measurement.incomplete", "method", "instrument", "points", "witnesses", "measuredSo:A", "measuredSo:B");
        Segment(Part(Mode.FieldMeasurement, 9, 10) with { Measurement = Card with { Points = [new("界石")], Positions = [new("A", true)] } })
            .ThenRefused("measurement.incomplete", "lengths", "measuredSo:B");
        Segment(Part(Mode.FieldMeasurement, 9, 10) with { Measurement = Card with { Positions = [new("A", false), new("C", true), new("A")] } })
            .ThenBad("measurement.positions", "measurement.positions[0].objection", "measurement.positions[1].side");
        var measured = Segment(Part(Mode.FieldMeasurement, 9, 10) with { Measurement = Card });
        measured.Then(new SegmentRecorded(
            Facts.Part(Mode.FieldMeasurement, 9, 10) with { Lengths = [12.4m], Witnesses = 1, Positions = [new("A", true), new("B", false)] }, Evening));
        measured.Decision.Texts.Select(t => t.Field).ShouldBe(["measurement.method", "measurement.instrument", "point.0", "witness.0", "objection.B"]);
    }

    [Fact]
    public void A_segment_runs_from_its_opening_to_its_end()
    {
        var running = new SegmentOpened(new RunningSegment(NewId, Mode.Caucus, "A", Now, Capacity.Police, false, false), Now);
        var opened = Given.Events<Session>(Meeting).When(s => OpenSegment.Decide(s, File(), new(Mode.Caucus, "A", null, Capacity.Police), NewId, Now));
        opened.Then(running);
        var ended = Given.Events<Session>(Meeting, running).When(s => EndSegment.Decide(s, new(Note: "底线"), "author", Now.AddHours(1)));
        var whole = new SegmentRecorded(
            Facts.Part(Mode.Caucus, 9, 10) with { PresidingCapacity = Capacity.Police, HasNote = true, Author = "author" }, Now.AddHours(1));
        ended.Then(whole);
        ended.Decision.Texts.ShouldHaveSingleItem().Field.ShouldBe("sealedNote");
        Given.Events<Session>(Meeting, running, whole).State.Running.ShouldBeNull();
    }

    [Fact]
    public void One_segment_runs_at_a_time_and_nothing_is_recorded_over_it()
    {
        var running = new SegmentOpened(new RunningSegment(NewId, Mode.HomeVisit, null, Now.AddHours(1), null, false, false), Now);
        Given.Events<Session>(Meeting, running).When(s => OpenSegment.Decide(s, File(), new(Mode.HomeVisit), Id(42), Evening)).ThenRefused("segment.running");
        Segment(Part(Mode.Caucus, 10, 11), running).ThenRefused("segment.overlaps");
        Segment(Part(Mode.Caucus, 9, 10), running).Decision.Refusal.ShouldBeNull();
        Given.Events<Session>(Meeting).When(s => EndSegment.Decide(s, new(), "author", Now)).ThenRefused("segment.notRunning");
        Given.Events<Session>(Meeting, running).When(s => EndSegment.Decide(s, new(Now), "author", Evening)).ThenRefused("segment.endNotAfterStart");
        Given.Events<Session>(Meeting, new SegmentRecorded(Facts.Part(Mode.Caucus, 9, 10), Now))
            .When(s => OpenSegment.Decide(s, File(), new(Mode.HomeVisit, StartedAt: Now), Id(42), Evening)).ThenRefused("segment.overlaps");
        Given.Events<Session>(Meeting).When(s => OpenSegment.Decide(s, File(), new(Mode.Joint), NewId, Now))
            .ThenRefused("segment.openingNotOnRecord", "recusalAsked", "recusalAnswer", "rightsRead");
    }

    [Fact]
    public void A_closed_case_takes_no_segment() => Given.Events<Session>(Meeting)
        .When(s => RecordSegment.Decide(s, File(new CaseClosed("U", Now)), Part(Mode.Caucus, 9, 10), NewId, "author", Evening)).ThenRefused("case.closed");

    [Fact]
    public void No_joint_segment_while_a_flag_of_violence_or_a_minor_stands()
    {
        foreach (var kind in (SignalKind[])[SignalKind.DomesticViolence, SignalKind.Minor])
        {
            var flag = new SignalRecorded(Id(92), kind, PartyB, Now, Now);
            Given.Events<Session>(Meeting).When(s => RecordSegment.Decide(s, File(flag), Part(Mode.Joint, 9, 10), NewId, "author", Evening))
                .ThenRefused("segment.jointBarred");
            Given.Events<Session>(Meeting)
                .When(s => OpenSegment.Decide(s, File(flag), new(Mode.Joint, RecusalAsked: true, RightsRead: true, RecusalAnswer: "不申请"), NewId, Now))
                .ThenRefused("segment.jointBarred");
            Given.Events<Session>(Meeting).When(s => RecordSegment.Decide(s, File(flag), Part(Mode.Caucus, 9, 10), NewId, "author", Evening))
                .Decision.Refusal.ShouldBeNull();
            Given.Events<Session>(Meeting)
                .When(s => RecordSegment.Decide(s, File(flag, new SignalCleared(Id(92), kind, Now)), Part(Mode.Joint, 9, 10), NewId, "author", Evening))
                .Decision.Refusal.ShouldBeNull();
        }
    }

    [Fact]
    public void No_joint_segment_while_an_objection_waits_for_its_decision()
    {
        var objected = new ObjectionRaised(Id(91), PartyB, Mediator, ObjectionGround.Relative, Now);
        Given.Events<Session>(Meeting).When(s => RecordSegment.Decide(s, File(objected), Part(Mode.Joint, 9, 10), NewId, "author", Evening))
            .ThenRefused("segment.objectionPending");
        Given.Events<Session>(Meeting)
            .When(s => RecordSegment.Decide(s, File(objected, new ObjectionDecided(Id(91), Mediator, false, Now)), Part(Mode.Joint, 9, 10), NewId, "author", Evening))
            .Decision.Refusal.ShouldBeNull();
    }
}
