using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>A session as its reader gets it; whoever is not let into a sealed text sees only that it exists.</summary>
internal sealed record SessionView(
    Guid Id, Guid CaseId, long Version, string Status, Panel Panel, DateTimeOffset StartsAt, string? Place,
    IReadOnlyList<ParticipantView> Participants, IReadOnlyList<SegmentView> Segments, IReadOnlyList<Role> RolesPresent, int Minutes,
    DateTimeOffset? EndedAt)
{
    internal static SessionView From(Fetched<Session> found, VaultTexts texts, Confidant reader)
    {
        var state = found.State;
        return new SessionView(
            state.Id, state.CaseId, found.Version, state.IsClosed ? "closed" : "called", state.Panel, state.StartsAt, texts[state.Id, "place"],
            [.. state.Participants.Select(p => ParticipantView.From(state, p, texts, reader))],
            [.. state.Segments.OrderBy(s => s.StartedAt).Select(s => SegmentView.From(state, s, texts, reader))],
            state.RolesPresent, state.Minutes, state.EndedAt);
    }
}

internal sealed record ParticipantView(
    Guid Id, Role Role, string? Name, string? Unit, Guid? PartyId, bool Required, DateTimeOffset? CheckedInAt,
    Invitation? Invitation, IReadOnlyList<StatementView> Statements, SignOffView? SignOff)
{
    internal static ParticipantView From(Session state, Participant person, VaultTexts texts, Confidant reader) => new(
        person.Id, person.Role, reader.Works ? texts[person.Id, "name"] : Mask.Name(texts[person.Id, "name"]), texts[person.Id, "unit"], person.PartyId, person.Required, person.CheckedInAt,
        state.Invitations.FirstOrDefault(i => i.ParticipantId == person.Id),
        [.. state.Statements.Where(s => s.ParticipantId == person.Id).Select(s => new StatementView(
            s.Id, s.At, reader.ReadsStatements ? texts[s.Id, "statement"] : null, !reader.ReadsStatements))],
        state.SignOffs.FirstOrDefault(s => s.ParticipantId == person.Id) is { } signed
            ? new SignOffView(
                signed.Agreed, signed.At, reader.ReadsStatements ? texts[signed.Id, "remark"] : null, signed.HasRemark && !reader.ReadsStatements)
            : null);
}

/// <param name="TextSealed">There is a text that this reader is not let into.</param>
internal sealed record StatementView(Guid Id, DateTimeOffset At, string? Text, bool TextSealed);

/// <param name="RemarkSealed">There is a remark that this reader is not let into.</param>
internal sealed record SignOffView(bool Agreed, DateTimeOffset At, string? Remark, bool RemarkSealed);

/// <param name="Note">Of a caucus only for its author and the presiding mediator.</param>
/// <param name="NotesSealed">There is a note that this reader is not let into.</param>
/// <param name="Released">Sentences of a caucus note that all may read.</param>
internal sealed record SegmentView(
    Guid Id, Mode Mode, string? Side, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Minutes, Capacity? PresidingCapacity,
    string? Note, bool HasSealedNote, bool NotesSealed, IReadOnlyList<ReleasedView> Released, MeasurementView? Measurement,
    bool RecusalAsked, bool RightsRead)
{
    internal static SegmentView From(Session state, Segment segment, VaultTexts texts, Confidant reader)
    {
        var isCaucus = segment.Mode == Mode.Caucus;
        var reads = reader.Reads(segment);
        return new SegmentView(
            segment.Id, segment.Mode, segment.Side, segment.StartedAt, segment.EndedAt, segment.Minutes, segment.PresidingCapacity,
            reads ? texts[segment.Id, isCaucus ? Confidant.SealedNote : "note"] : null, isCaucus && segment.HasNote, segment.HasNote && !reads,
            [.. state.Releases.Where(r => r.SegmentId == segment.Id).Select(r => new ReleasedView(
                r.Id, texts[r.Id, ReleaseSentence.Field], r.ConsentPartyId, r.ConsentAt, r.At))],
            segment.Lengths is { } lengths
                ? new MeasurementView([.. lengths.Select((length, i) => new PointView(texts[segment.Id, $"point.{i}"], length))])
                : null,
            segment.RecusalAsked, segment.RightsRead);
    }
}

internal sealed record ReleasedView(Guid Id, string? Sentence, Guid ConsentPartyId, DateTimeOffset ConsentAt, DateTimeOffset ReleasedAt);

internal sealed record MeasurementView(IReadOnlyList<PointView> Points);

internal sealed record PointView(string? Name, decimal? LengthMetres);

internal sealed record SessionPage(IReadOnlyList<SessionView> Items, Guid? Next);
