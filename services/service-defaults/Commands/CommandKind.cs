namespace Mediation.ServiceDefaults;

/// <summary>What a command does to its first stream.</summary>
public enum CommandKind
{
    /// <summary>Starts it.</summary>
    Create,

    /// <summary>Changes it; <c>If-Match</c> is needed.</summary>
    Change,

    /// <summary>Adds an append-only entry.</summary>
    Append,
}
