namespace Mediation.EventStore;

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>Committed.</summary>
    Appended = 0,

    /// <summary>A stream was not at its expected version; nothing was written.</summary>
    Conflict = 1,

    /// <summary>The command id is known; nothing was written, the stored answer is returned.</summary>
    DuplicateCommand = 2,

    /// <summary>The consumer has handled this message; nothing was written.</summary>
    DuplicateMessage = 3,
}

/// <summary>The result of an append.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Answer">The stored answer, when <see cref="AppendStatus.DuplicateCommand"/>.</param>
public sealed record AppendResult(AppendStatus Status, byte[]? Answer = null)
{
    internal static readonly AppendResult Appended = new(AppendStatus.Appended);
    internal static readonly AppendResult Conflict = new(AppendStatus.Conflict);
    internal static readonly AppendResult DuplicateMessage = new(AppendStatus.DuplicateMessage);
}

/// <summary>An earlier command's answer, found by its id.</summary>
/// <param name="Answer">The bytes stored with it; null if it stored none.</param>
public sealed record StoredAnswer(byte[]? Answer);

/// <summary>The connection was lost after the commit was sent and the command cannot be found: it may or may not have been written.</summary>
/// <remarks>Never replay it blindly: repeat it under the same command id.</remarks>
public sealed class CommitOutcomeUnknownException(Exception inner)
    : Exception("The connection was lost while committing; repeat the command under the same id.", inner);

/// <summary>An event or snapshot cannot be read: unknown alias, or data that does not fit its type.</summary>
public sealed class UnreadableEventException(string message, Exception? inner = null) : Exception(message, inner);
