using System.Text.Json.Serialization;

namespace Mediation.Workflow.Sessions;

/// <param name="Sides">Of the case, for caucuses and consents.</param>
/// <param name="CoUnits">Units of other areas that hold the session together with the case's.</param>
/// <param name="Round">Of the case; null for sessions from before it was kept.</param>
internal sealed record SessionCalled(
    Guid SessionId, Guid CaseId, Panel Panel, IReadOnlyList<string> Sides, IReadOnlyList<Participant> Participants, DateTimeOffset StartsAt,
    DateTimeOffset At, IReadOnlyList<CoUnit>? CoUnits = null, int? Round = null);

/// <summary>A unit of another area that shares the session: it counts once, and both are credited with having taken part.</summary>
internal sealed record CoUnit(Guid CommitteeId, string AreaCode);

internal sealed record SessionShared(CoUnit With, DateTimeOffset At);

/// <param name="LinksUntil">Invitations that live are good until then at least.</param>
/// <param name="ReschedulingId">Under which the reason lies in the vault.</param>
internal sealed record SessionRescheduled(Guid ReschedulingId, DateTimeOffset StartsAt, DateTimeOffset LinksUntil, DateTimeOffset At);

/// <summary>The reason lies in the vault under the session's id.</summary>
internal sealed record SessionCancelled(DateTimeOffset At);

internal sealed record SegmentRecorded(Segment Segment, DateTimeOffset At);

/// <summary>A segment has begun; it is recorded whole, under the same id, when it ends.</summary>
internal sealed record SegmentOpened(RunningSegment Segment, DateTimeOffset At);

internal sealed record RunningSegment(
    Guid Id, Mode Mode, string? Side, DateTimeOffset StartedAt, Capacity? PresidingCapacity, bool RecusalAsked, bool RightsRead)
{
    internal static RunningSegment From(SegmentOpening opening, Guid id, DateTimeOffset startedAt) => new(
        id, opening.Mode!.Value, opening.Side, startedAt, opening.PresidingCapacity, opening.RecusalAsked == true, opening.RightsRead == true);
}

/// <param name="HasNote">Its text lies in the vault; of a caucus it is sealed.</param>
/// <param name="Lengths">Measured points in order, metres where measured; their names lie in the vault.</param>
/// <param name="Author">Who wrote a caucus note; null for notes from before authors were kept.</param>
/// <param name="Witnesses">How many saw a measurement; their names lie in the vault.</param>
/// <param name="Positions">What each side says to a measurement; objections lie in the vault.</param>
/// <param name="SketchEvidenceId">Where it is drawn, on file as evidence.</param>
internal sealed record Segment(
    Guid Id, Mode Mode, string? Side, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Capacity? PresidingCapacity, bool HasNote,
    IReadOnlyList<decimal?>? Lengths, bool RecusalAsked, bool RightsRead, string? Author = null, int? Witnesses = null,
    IReadOnlyList<Position>? Positions = null, Guid? SketchEvidenceId = null)
{
    [JsonIgnore]
    public int Minutes => (int)(EndedAt - StartedAt).TotalMinutes;
}

/// <param name="MeasuredSo">The side agrees that it was measured so.</param>
internal sealed record Position(string Side, bool MeasuredSo);

/// <summary>One sentence of a caucus note may be read by all, with the side's consent; the sentence lies in the vault under its own id.</summary>
internal sealed record CaucusSentenceReleased(Guid ReleaseId, Guid SegmentId, Guid ConsentPartyId, DateTimeOffset ConsentAt, DateTimeOffset At);

internal sealed record Release(Guid Id, Guid SegmentId, Guid ConsentPartyId, DateTimeOffset ConsentAt, DateTimeOffset At);

/// <summary>Whether a party wants the session open to the public.</summary>
internal sealed record OpennessWished(Guid PartyId, bool Open, DateTimeOffset At);

internal sealed record Wish(Guid PartyId, bool Open);

/// <param name="Result">Null for sessions from before results were kept; a summary lies in the vault under the session's id.</param>
/// <param name="Departures">Who is known to have left before the end.</param>
internal sealed record SessionClosed(
    DateTimeOffset EndedAt, int Minutes, DateTimeOffset At, SessionResult? Result = null, IReadOnlyList<Departure>? Departures = null);

internal sealed record Departure(Guid ParticipantId, DateTimeOffset LeftAt);
