using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.ServiceDefaults;

/// <summary>
/// One issuer of access tokens, configured under <c>Authentication:Issuers:&lt;key&gt;</c>: <c>Issuer</c> as tokens name it, its keys by
/// <c>Keys</c> (address of the key set), <c>Metadata</c> (of the discovery document) or <c>Jwks</c> (a file); optionally <c>Algorithms</c> (ES256), <c>RoleClaim</c>,
/// <c>UnitClaim</c>, <c>AreaClaim</c> and <c>PersonClaim</c>, where another issuer names them differently. Thread-safe.
/// </summary>
internal sealed class TokenIssuer
{
    /// <summary>Key of the suite's own identity service: its subjects are persons as they are.</summary>
    internal const string Own = "suite";

    private const string WholeCountry = "all";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules;
    private readonly IConfigurationSection _section;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _metadata;

    /// <param name="section">As above.</param>
    /// <param name="audiences">Whom a token must be for.</param>
    /// <param name="copies">Folder that keeps fetched keys over a restart; null for none.</param>
    /// <param name="own">Where the issuer is this process.</param>
    /// <exception cref="InvalidOperationException">The section is incomplete; the message names the key.</exception>
    internal TokenIssuer(IConfigurationSection section, IReadOnlyList<string> audiences, string? copies, OwnIssuer? own = null)
    {
        _section = section;
        Issuer = own?.Name ?? section["Issuer"] ?? throw Missing("Issuer");
        _rules = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudiences = audiences,
            ValidAlgorithms = section.GetSection("Algorithms").Get<string[]>() ?? [SecurityAlgorithms.EcdsaSha256],
            // RFC 9068: an ID token must not pass for an access token.
            ValidTypes = ["at+jwt", "application/at+jwt"],
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        if (own is not null)
        {
            _rules.IssuerSigningKeyResolver = (_, _, _, _) => own.Keys();
        }
        else if (section["Jwks"] is { } file)
        {
            _rules.IssuerSigningKeys = new JsonWebKeySet(File.ReadAllText(file)).GetSigningKeys();
        }
        else
        {
            var address = section["Keys"] ?? section["Metadata"] ?? throw Missing("Keys, Metadata or Jwks");
            var copy = copies is null ? null : Path.Combine(copies, $"{section.Key}.json");
            _rules.ConfigurationManager = _metadata = IssuerKeys.By(address, section["Keys"] is not null, copy);
        }
    }

    /// <summary>The claim <c>iss</c> of its tokens.</summary>
    internal string Issuer { get; }

    /// <returns>Null when the token is not valid here.</returns>
    /// <exception cref="IssuerUnreachableException">Its keys are not known yet and cannot be fetched.</exception>
    internal async Task<(Caller Caller, DateTime Expires)?> ValidateAsync(JsonWebToken token)
    {
        // RFC 7515, 4.1.11: what a token calls critical must be understood, and nothing of that kind is.
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return null;
        }

        await FetchKeysAsync();
        var result = await _handler.ValidateTokenAsync(token, _rules);
        return result.IsValid && result.ClaimsIdentity.FindFirst("sub") is { Value.Length: > 0 } subject
            ? (CallerOf(result.ClaimsIdentity, subject.Value), token.ValidTo)
            : null;
    }

    // The handler takes keys that cannot be fetched for no keys, and every token for a bad one.
    private async ValueTask FetchKeysAsync()
    {
        try
        {
            if (_metadata is not null)
            {
                await _metadata.GetConfigurationAsync(CancellationToken.None);
            }
        }
        catch (InvalidOperationException e)
        {
            throw new IssuerUnreachableException(_section.Key, e);
        }
    }

    private Caller CallerOf(ClaimsIdentity claims, string subject)
    {
        var person = _section["PersonClaim"] is { } claim ? claims.FindFirst(claim)?.Value : IsOwn ? subject : null;
        return new Caller(
            Named(subject),
            Guid.TryParse(person, out var id) ? id : null,
            claims.FindFirst("client_id")?.Value is { } client ? Named(client) : null,
            [.. Values(claims, _section["RoleClaim"] ?? "role")],
            [.. Values(claims, _section["UnitClaim"] ?? "unit").Select(v => Guid.TryParse(v, out var unit) ? unit : Guid.Empty).Where(u => u != Guid.Empty)],
            [.. Values(claims, _section["AreaClaim"] ?? "area").Where(v => v == WholeCountry || (v.Length > 0 && v.All(char.IsAsciiDigit))).Select(v => v == WholeCountry ? "" : v)],
            // RFC 8693 writes scopes as one text with blanks; some issuers write an array.
            [.. Values(claims, "scope").SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            long.TryParse(claims.FindFirst("iat")?.Value, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue);
    }

    private bool IsOwn => _section.Key == Own;

    // A province may call somebody or some program what the suite calls another.
    private string Named(string name) => IsOwn ? name : $"{_section.Key}:{name}";

    private static IEnumerable<string> Values(ClaimsIdentity claims, string type) => claims.FindAll(type).Select(c => c.Value);

    private InvalidOperationException Missing(string key) => new($"{_section.Path}:{key} is missing.");
}

/// <summary>An issuer's keys cannot be fetched, so nothing can be said about its tokens.</summary>
public sealed class IssuerUnreachableException(string key, Exception? inner) : Exception($"The issuer '{key}' does not answer.", inner);
