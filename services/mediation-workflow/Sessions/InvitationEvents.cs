namespace Mediation.Workflow.Sessions;

internal sealed record InvitationSent(Guid InvitationId, Guid ParticipantId, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>The link was used for the first time, and belongs to that browser from now on.</summary>
internal sealed record InvitationOpened(Guid InvitationId, Guid ParticipantId, DateTimeOffset At);

internal sealed record InvitationRevoked(Guid InvitationId, Guid ParticipantId, DateTimeOffset At);

/// <summary>The invitee passed the place on to a colleague: the old link is dead.</summary>
internal sealed record InvitationDelegated(
    Guid InvitationId, Guid NewInvitationId, Guid ParticipantId, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>What lives of a link to the session for one participant; its code lies nowhere, the code's hash in a table of its own.</summary>
internal sealed record Invitation(Guid Id, Guid ParticipantId, DateTimeOffset ExpiresAt, DateTimeOffset? OpenedAt = null);

internal sealed record StatementGiven(Guid StatementId, Guid ParticipantId, Guid InvitationId, DateTimeOffset At);

/// <summary>A participant's view; its text lies in the vault under the id.</summary>
internal sealed record Statement(Guid Id, Guid ParticipantId, DateTimeOffset At);

internal sealed record SessionSignedOff(
    Guid SignOffId, Guid ParticipantId, Guid InvitationId, bool Agreed, bool HasRemark, DateTimeOffset At);

/// <param name="HasRemark">Its text lies in the vault under the id.</param>
internal sealed record SignOff(Guid Id, Guid ParticipantId, bool Agreed, bool HasRemark, DateTimeOffset At);
