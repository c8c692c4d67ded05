namespace Mediation.Workflow.Sessions;

/// <summary>Who is wanted, by role; the name and unit lie in the vault under the id.</summary>
/// <param name="PersonId">In the roster; null for others. <paramref name="UnitId"/> and <paramref name="TeamId"/> likewise.</param>
/// <param name="ConsentSides">Sides that consent to this person's coming.</param>
/// <param name="CheckedAgainst">How many declared relatives there were when the name was last compared; null when it never was.</param>
/// <param name="Declared">Whether the person named an interest; null when nothing was said.</param>
/// <param name="AnswerId">Under which the reason of the answer lies in the vault.</param>
/// <param name="ReplacedBy">The participant who comes instead.</param>
internal sealed record Participant(
    Guid Id, Role Role, Guid? PartyId, bool Required, DateTimeOffset? CheckedInAt = null, Guid? PersonId = null,
    IReadOnlyList<string>? ConsentSides = null, int? CheckedAgainst = null, bool? Declared = null, Rsvp? Answer = null, Guid? AnswerId = null,
    Guid? ReplacedBy = null, DateTimeOffset? LeftAt = null, Guid? UnitId = null, Guid? TeamId = null);

internal sealed record ParticipantCheckedIn(Guid ParticipantId, DateTimeOffset CheckedInAt, DateTimeOffset At);

/// <summary>A side consents to outsiders' coming, or takes its consent back (PML 20).</summary>
internal sealed record OutsiderConsentRecorded(
    IReadOnlyList<Guid> ParticipantIds, Guid PartyId, string Side, bool Given, DateTimeOffset ConsentAt, DateTimeOffset At);

/// <param name="HasReason">Its text lies in the vault under the answer's id.</param>
internal sealed record ParticipantAnswered(Guid AnswerId, Guid ParticipantId, Rsvp Answer, bool HasReason, DateTimeOffset At);

/// <summary>Another person of the same role comes instead; the earlier one's link is dead.</summary>
internal sealed record ParticipantSubstituted(Guid ParticipantId, Participant Substitute, DateTimeOffset At);

/// <param name="Relatives">How many declared relatives the names were compared with.</param>
internal sealed record ConflictsChecked(IReadOnlyList<Guid> ParticipantIds, int Relatives, IReadOnlyList<Conflict> Found, DateTimeOffset At);

/// <summary>A reason to doubt that a participant is impartial. The text of a declaration lies in the vault under the id.</summary>
/// <param name="Overruled">It was looked into and does not count; why lies in the vault under the id.</param>
internal sealed record Conflict(Guid Id, Guid ParticipantId, ConflictKind Kind, Guid? PartyId, bool Overruled = false);

internal sealed record InterestDeclared(Guid DeclarationId, Guid ParticipantId, bool HasInterest, Guid? PartyId, DateTimeOffset At);

internal sealed record ConflictOverruled(Guid ConflictId, DateTimeOffset At);
