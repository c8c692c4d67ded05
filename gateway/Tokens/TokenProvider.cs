using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.Gateway.Tokens;

/// <summary>One issuer of tokens: Authentication:Providers:&lt;key&gt;. Keys come from its metadata, or from a JWKS file.</summary>
internal sealed class TokenProvider
{
    private static readonly string[] _algorithms = ["ES256", "ES384", "PS256", "RS256"];
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules;

    /// <exception cref="InvalidOperationException">The section is incomplete; the message names the key.</exception>
    public TokenProvider(IConfigurationSection section)
    {
        var (authority, jwks) = (section["Authority"], section["Jwks"]);
        _rules = new TokenValidationParameters
        {
            ValidAudience = section["Audience"] ?? throw Missing(section, "Audience"),
            ValidIssuer = section["Issuer"] ?? (authority is null ? throw Missing(section, "Issuer") : null),
            ValidAlgorithms = section.GetSection("Algorithms").Get<string[]>() ?? _algorithms,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        if (jwks is not null)
        {
            _rules.IssuerSigningKeys = new JsonWebKeySet(File.ReadAllText(jwks)).GetSigningKeys();
        }
        else
        {
            _rules.ConfigurationManager = Metadata(authority ?? throw Missing(section, "Authority or Jwks"));
        }
    }

    /// <returns>The token's scopes, or null if it is not valid here.</returns>
    public async ValueTask<IReadOnlyList<string>?> ScopesAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _rules);
        // RFC 8693 writes scopes as one string with spaces; some issuers write an array.
        return !result.IsValid ? null :
            [.. result.ClaimsIdentity.FindAll("scope").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> Metadata(string authority)
    {
        var address = authority.TrimEnd('/') + "/.well-known/openid-configuration";
        var onThisMachine = IPAddress.TryParse(new Uri(authority).Host, out var ip) ? IPAddress.IsLoopback(ip) : new Uri(authority).IsLoopback;
        return new(address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !onThisMachine });
    }

    private static InvalidOperationException Missing(IConfigurationSection section, string key) => new($"{section.Path}:{key} is missing");
}
