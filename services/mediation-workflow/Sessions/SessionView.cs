using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>A session as its reader gets it: of a caucus only that a sealed note exists.</summary>
internal sealed record SessionView(
    Guid Id, Guid CaseId, long Version, string Status, Panel Panel, DateTimeOffset StartsAt, string? Place,
    IReadOnlyList<ParticipantView> Participants, IReadOnlyList<SegmentView> Segments, IReadOnlyList<Role> RolesPresent, int Minutes,
    DateTimeOffset? EndedAt)
{
    /// <param name="found">The session.</param>
    /// <param name="texts">Of its case's vault.</param>
    /// <param name="named">Whether the reader works on the case, and is shown names.</param>
    internal static SessionView From(Fetched<Session> found, VaultTexts texts, bool named)
    {
        var state = found.State;
        return new SessionView(
            state.Id, state.CaseId, found.Version, state.IsClosed ? "closed" : "called", state.Panel, state.StartsAt, texts[state.Id, "place"],
            [.. state.Participants.Select(p => new ParticipantView(
                p.Id, p.Role, named ? texts[p.Id, "name"] : Mask.Name(texts[p.Id, "name"]), texts[p.Id, "unit"], p.PartyId, p.Required, p.CheckedInAt))],
            [.. state.Segments.OrderBy(s => s.StartedAt).Select(s => SegmentView.From(s, texts))], state.RolesPresent, state.Minutes, state.EndedAt);
    }
}

internal sealed record ParticipantView(Guid Id, Role Role, string? Name, string? Unit, Guid? PartyId, bool Required, DateTimeOffset? CheckedInAt);

internal sealed record SegmentView(
    Guid Id, Mode Mode, string? Side, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Minutes, Capacity? PresidingCapacity,
    string? Note, bool HasSealedNote, MeasurementView? Measurement, bool RecusalAsked, bool RightsRead)
{
    internal static SegmentView From(Segment segment, VaultTexts texts)
    {
        // Sealed notes are the author's and the presiding mediator's alone; until identities are known, nobody's.
        var isSealed = segment.Mode == Mode.Caucus;
        return new SegmentView(
            segment.Id, segment.Mode, segment.Side, segment.StartedAt, segment.EndedAt, segment.Minutes, segment.PresidingCapacity,
            isSealed ? null : texts[segment.Id, "note"], isSealed && segment.HasNote,
            segment.Lengths is { } lengths
                ? new MeasurementView([.. lengths.Select((length, i) => new PointView(texts[segment.Id, $"point.{i}"], length))])
                : null,
            segment.RecusalAsked, segment.RightsRead);
    }
}

internal sealed record MeasurementView(IReadOnlyList<PointView> Points);

internal sealed record PointView(string? Name, decimal? LengthMetres);

internal sealed record SessionPage(IReadOnlyList<SessionView> Items, Guid? Next);
