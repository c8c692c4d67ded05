namespace Mediation.Client;

/// <summary>Where the suite is, and who asks.</summary>
public sealed record MediationClientOptions
{
    /// <summary>The gateway.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The program's id, as the system's administrator entered it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The program's secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>What the token is asked for.</summary>
    public string Scope { get; init; } = "reporting";

    /// <summary>How often a request is sent at most while it is answered 429 or 503; 1 for once.</summary>
    public int MostTries { get; init; } = 4;

    /// <summary>Longest time that is waited between two tries; when longer is asked for, the refusal is thrown at once.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);
}
