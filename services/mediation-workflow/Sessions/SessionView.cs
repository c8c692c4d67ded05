using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>A session as its reader gets it; whoever is not let into a sealed text sees only that it exists.</summary>
/// <param name="Status">called, running, cancelled or closed.</param>
/// <param name="Presence">Role by role: who is wanted, who must be there, who is.</param>
internal sealed record SessionView(
    Guid Id, Guid CaseId, long Version, string Status, Panel Panel, DateTimeOffset StartsAt, string? Place,
    IReadOnlyList<ParticipantView> Participants, IReadOnlyList<SegmentView> Segments, IReadOnlyList<Role> RolesPresent, int Minutes,
    DateTimeOffset? EndedAt, IReadOnlyList<PresenceView> Presence, IReadOnlyDictionary<string, int> MinutesByMode, RunningSegment? Running,
    IReadOnlyList<ConflictView> Conflicts, IReadOnlyList<CoUnit> CoUnits, IReadOnlyList<Wish> Wishes, bool OpenToPublic, int Reschedulings,
    DateTimeOffset? CancelledAt, string? Cancellation, SessionResult? Result, string? Summary, string? Recorder)
{
    internal static SessionView From(Fetched<Session> found, VaultTexts texts, Confidant reader)
    {
        var state = found.State;
        return new SessionView(
            state.Id, state.CaseId, found.Version, StatusOf(state), state.Panel, state.StartsAt, texts[state.Id, "place"],
            [.. state.Participants.Select(p => ParticipantView.From(state, p, texts, reader))],
            [.. state.Segments.OrderBy(s => s.StartedAt).Select(s => SegmentView.From(state, s, texts, reader))],
            state.RolesPresent, state.Minutes, state.EndedAt,
            [.. state.Wanted.GroupBy(p => p.Role).OrderBy(g => g.Key).Select(g => new PresenceView(
                g.Key, g.Any(p => p.Required), g.Count(), g.Count(p => p.CheckedInAt is not null)))],
            ByMode(state), state.Running,
            [.. state.Conflicts.Select(c => new ConflictView(
                c.Id, c.ParticipantId, c.Kind, c.PartyId, c.Overruled, reader.Works ? texts[c.Id, "declaration"] : null,
                reader.Works ? texts[c.Id, "overruled"] : null))],
            state.CoUnits, state.Wishes, state.IsOpenToPublic, state.Reschedulings, state.CancelledAt,
            texts[state.Id, "cancellation"], state.Result, texts[state.Id, "summary"],
            reader.Works ? texts[state.Id, CloseSession.RecorderField] : Mask.Name(texts[state.Id, CloseSession.RecorderField]));
    }

    internal static string StatusOf(Session state) =>
        state.IsClosed ? "closed" : state.CancelledAt is not null ? "cancelled" : state.HasBegun ? "running" : "called";

    internal static IReadOnlyDictionary<string, int> ByMode(Session state) =>
        state.Segments.GroupBy(s => s.Mode).ToDictionary(g => SessionRefusals.NameOf(g.Key), g => g.Sum(s => s.Minutes));
}

/// <param name="Required">The panel cannot do without.</param>
internal sealed record PresenceView(Role Role, bool Required, int Wanted, int Present);

/// <param name="Declaration">What the participant said; for those who work on the case.</param>
/// <param name="Reasons">Why it was overruled.</param>
internal sealed record ConflictView(
    Guid Id, Guid ParticipantId, ConflictKind Kind, Guid? PartyId, bool Overruled, string? Declaration, string? Reasons);

internal sealed record ReleasedView(Guid Id, string? Sentence, Guid ConsentPartyId, DateTimeOffset ConsentAt, DateTimeOffset ReleasedAt);

internal sealed record SessionPage(IReadOnlyList<SessionView> Items, Guid? Next);
