namespace Mediation.Identity;

/// <summary>Section <c>Identity</c> of the configuration.</summary>
internal sealed record IdentitySettings
{
    /// <summary>The origin that callers see: the gateway's. Never taken from a request.</summary>
    public Uri Issuer { get; init; } = new("http://127.0.0.1:8080/");

    /// <summary>From signing in until one must sign in again, however often the tokens were refreshed.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a used refresh token may be used again, for clients that lost the answer. Zero: any second use ends the session.</summary>
    public TimeSpan RefreshReuseLeeway { get; init; }

    /// <summary>Addresses or networks, besides loopback, whose X-Forwarded-For is believed.</summary>
    public IReadOnlyList<string> KnownProxies { get; init; } = [];

    public KeySettings Keys { get; init; } = new();

    public SignInSettings SignIn { get; init; } = new();

    internal bool IsHttps => Issuer.Scheme == Uri.UriSchemeHttps;

    /// <exception cref="InvalidOperationException">The issuer is not an origin.</exception>
    internal static IdentitySettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Identity").Get<IdentitySettings>() ?? new IdentitySettings();
        return settings.Issuer is { IsAbsoluteUri: true, PathAndQuery: "/", Scheme: "http" or "https" }
            ? settings
            : throw new InvalidOperationException("Identity:Issuer must be an origin, such as https://mediation.example.");
    }
}

/// <summary>Section <c>Identity:Keys</c>.</summary>
internal sealed record KeySettings
{
    /// <summary>From a new key's appearance in the JWKS until it signs: longer than validators keep the JWKS.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often an instance looks for keys that another one made.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>Section <c>Identity:SignIn</c>.</summary>
internal sealed record SignInSettings
{
    /// <summary>Posts of a password or code a minute and address. A whole office may share one.</summary>
    public int PerAddress { get; init; } = 60;

    /// <summary>Requests for tokens, and to revoke some, a minute and address: a secret is checked at each.</summary>
    public int TokensPerAddress { get; init; } = 600;

    /// <summary>No failed attempt is answered sooner, so that the time does not tell whether the name exists.</summary>
    public TimeSpan FailureFloor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rounds of PBKDF2 with SHA-512 for new passwords; OWASP's figure, some tenths of a second of one processor.</summary>
    public int HashIterations { get; init; } = 210_000;
}
