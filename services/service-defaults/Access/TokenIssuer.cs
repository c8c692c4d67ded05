using System.Net;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.ServiceDefaults;

/// <summary>
/// One issuer of access tokens, configured under <c>Authentication:Issuers:&lt;key&gt;</c>: <c>Issuer</c> as tokens name it, its keys by
/// <c>Metadata</c> (address of the discovery document) or <c>Jwks</c> (a file); optionally <c>Algorithms</c> (ES256), <c>RoleClaim</c>,
/// <c>UnitClaim</c>, <c>AreaClaim</c> and <c>PersonClaim</c>, where another issuer names them differently. Thread-safe.
/// </summary>
internal sealed class TokenIssuer
{
    /// <summary>Key of the suite's own identity service: its subjects are persons as they are.</summary>
    internal const string Own = "suite";

    private const string WholeCountry = "all";

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules;
    private readonly IConfigurationSection _section;

    /// <exception cref="InvalidOperationException">The section is incomplete; the message names the key.</exception>
    internal TokenIssuer(IConfigurationSection section, IReadOnlyList<string> audiences)
    {
        _section = section;
        Issuer = section["Issuer"] ?? throw Missing("Issuer");
        _rules = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudiences = audiences,
            ValidAlgorithms = section.GetSection("Algorithms").Get<string[]>() ?? [SecurityAlgorithms.EcdsaSha256],
            // RFC 9068: an ID token must not pass for an access token.
            ValidTypes = ["at+jwt", "application/at+jwt"],
            ClockSkew = Skew,
        };
        if (section["Jwks"] is { } file)
        {
            _rules.IssuerSigningKeys = new JsonWebKeySet(File.ReadAllText(file)).GetSigningKeys();
        }
        else
        {
            _rules.ConfigurationManager = Metadata(section["Metadata"] ?? throw Missing("Metadata or Jwks"));
        }
    }

    /// <summary>The claim <c>iss</c> of its tokens.</summary>
    internal string Issuer { get; }

    /// <returns>Null when the token is not valid here.</returns>
    /// <exception cref="IssuerUnreachableException">Its keys are not known yet and cannot be fetched.</exception>
    internal async Task<(Caller Caller, DateTime Expires)?> ValidateAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (result.IsValid)
        {
            return (CallerOf(result.ClaimsIdentity), result.SecurityToken.ValidTo + Skew);
        }

        // Anything but a verdict on the token: the discovery document could not be read.
        return result.Exception is SecurityTokenException ? null : throw new IssuerUnreachableException(_section.Key, result.Exception);
    }

    private Caller CallerOf(ClaimsIdentity claims)
    {
        var subject = claims.FindFirst("sub")?.Value ?? "";
        var own = _section.Key == Own;
        var person = _section["PersonClaim"] is { } claim ? claims.FindFirst(claim)?.Value : own ? subject : null;
        return new Caller(
            own ? subject : $"{_section.Key}:{subject}",
            Guid.TryParse(person, out var id) ? id : null,
            claims.FindFirst("client_id")?.Value,
            [.. Values(claims, _section["RoleClaim"] ?? "role")],
            [.. Values(claims, _section["UnitClaim"] ?? "unit").Select(v => Guid.TryParse(v, out var unit) ? unit : Guid.Empty).Where(u => u != Guid.Empty)],
            [.. Values(claims, _section["AreaClaim"] ?? "area").Select(v => v == WholeCountry ? "" : v).Where(v => v.All(char.IsAsciiDigit))],
            // RFC 8693 writes scopes as one text with blanks; some issuers write an array.
            [.. Values(claims, "scope").SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            long.TryParse(claims.FindFirst("iat")?.Value, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue);
    }

    private static IEnumerable<string> Values(ClaimsIdentity claims, string type) => claims.FindAll(type).Select(c => c.Value);

    private static ConfigurationManager<OpenIdConnectConfiguration> Metadata(string address)
    {
        var host = new Uri(address).Host.Trim('[', ']');
        var onThisMachine = IPAddress.TryParse(host, out var ip) ? IPAddress.IsLoopback(ip) : new Uri(address).IsLoopback;
        return new(address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !onThisMachine })
        {
            // A new key is published a quarter of an hour before it signs; a key unknown here is looked for at once.
            AutomaticRefreshInterval = TimeSpan.FromMinutes(5),
            RefreshInterval = TimeSpan.FromSeconds(10),
        };
    }

    private InvalidOperationException Missing(string key) => new($"{_section.Path}:{key} is missing.");
}

/// <summary>An issuer's keys cannot be fetched, so nothing can be said about its tokens.</summary>
public sealed class IssuerUnreachableException(string key, Exception? inner) : Exception($"The issuer '{key}' does not answer.", inner);
