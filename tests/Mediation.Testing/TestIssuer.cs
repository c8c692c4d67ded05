using System.Security.Cryptography;
using System.Text.Json;
using Mediation.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.Testing;

/// <summary>An issuer of tokens with a key made for this test run, which services are told of as the suite's own.</summary>
public static class TestIssuer
{
    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private static readonly Lazy<string> Written = new(() =>
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(Key);
        var file = Path.GetTempFileName();
        File.WriteAllText(file, JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", jwk.X, jwk.Y, kid = Key.KeyId, alg = "ES256" } } }, JsonSerializerOptions.Web));
        return file;
    });

    /// <summary>The claim <c>iss</c>.</summary>
    public const string Issuer = "https://issuer.test";

    /// <summary>Settings that make a service trust it, by key.</summary>
    public static IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Authentication:Issuers:suite:Issuer"] = Issuer,
        ["Authentication:Issuers:suite:Jwks"] = Written.Value,
    };

    /// <summary>The same as arguments of a host.</summary>
    public static string[] Arguments => [.. Settings.Select(s => $"--{s.Key}={s.Value}")];

    /// <summary>Path of the public key set.</summary>
    public static string JwksFile => Written.Value;

    /// <summary>The private key, for tests that forge.</summary>
    public static SecurityKey SigningKey => Key;

    /// <summary>A token as the identity service makes them.</summary>
    /// <param name="subject">Person or program.</param>
    /// <param name="roles">See <see cref="Roles"/>.</param>
    /// <param name="units">Committees.</param>
    /// <param name="areas">Prefixes, or <c>all</c>.</param>
    public static string Token(string subject, IEnumerable<string> roles, IEnumerable<Guid> units, IEnumerable<string> areas) => Sign(Claims(subject, roles, units, areas));

    /// <summary>The claims of such a token, for tests that change some.</summary>
    public static Dictionary<string, object> Claims(string subject, IEnumerable<string> roles, IEnumerable<Guid> units, IEnumerable<string> areas)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new Dictionary<string, object>
        {
            ["iss"] = Issuer, ["aud"] = Audiences.All.ToArray(), ["sub"] = subject, ["client_id"] = "tests", ["jti"] = $"{Guid.CreateVersion7(now)}",
            ["iat"] = now.ToUnixTimeSeconds(), ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
            ["role"] = roles.ToArray(), ["unit"] = units.Select(u => u.ToString()).ToArray(), ["area"] = areas.ToArray(),
        };
    }

    /// <summary>Signs any claims.</summary>
    /// <param name="claims">The payload.</param>
    /// <param name="type">Header <c>typ</c>.</param>
    public static string Sign(IReadOnlyDictionary<string, object> claims, string type = "at+jwt") =>
        Handler.CreateToken(JsonSerializer.Serialize(claims), new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256), new Dictionary<string, object> { ["typ"] = type });
}
