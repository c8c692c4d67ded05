using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Mediation.Contracts;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.Testing;

/// <summary>Tokens that nobody may let in: each is one trick, played on a token that would else be good.</summary>
public static class Forgeries
{
    private const string KeyId = "test";

    private static readonly ECDsa Own = ((ECDsaSecurityKey)TestIssuer.SigningKey).ECDsa;
    private static readonly ECDsa Stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly Dictionary<string, Func<string>> Tricks = new(StringComparer.Ordinal)
    {
        ["rubbish"] = () => "rubbish",
        ["dots only"] = () => "..",
        ["no header"] = () => $".{Payload()}.{new string('A', 86)}",
        ["header is no object"] = () => Signed("[]"),
        ["payload is no object"] = () => Signed(Head(), "[]"),
        ["payload is no JSON"] = () => Signed(Head(), "rubbish"),
        ["five parts"] = () => $"{Part("""{"alg":"dir","enc":"A128GCM","typ":"at+jwt"}""")}..AAAAAAAAAAAAAAAA.{Payload()}.AAAAAAAAAAAAAAAAAAAAAA",
        ["alg none"] = () => Bare("none"),
        ["alg None"] = () => Bare("None"),
        ["alg NONE"] = () => Bare("NONE"),
        ["alg none, signed all the same"] = () => Signed(Head(alg: "none")),
        ["alg missing"] = () => Signed("""{"typ":"at+jwt","kid":"test"}"""),
        ["alg is a list"] = () => Signed("""{"alg":["ES256"],"typ":"at+jwt","kid":"test"}"""),
        ["signature missing"] = () => $"{Part(Head())}.{Payload()}.",
        ["signature cut short"] = () => Good()[..^10],
        ["signature in DER"] = () => Signed(Head(), format: DSASignatureFormat.Rfc3279DerSequence),
        ["signature of zeros"] = () => $"{Part(Head())}.{Payload()}.{Base64UrlEncoder.Encode(new byte[64])}",
        ["signature of another token"] = () => $"{Part(Head())}.{Payload(("sub", "someone else"))}.{Good().Split('.')[2]}",
        ["HS256 with the public key as DER"] = () => Hmac(Own.ExportSubjectPublicKeyInfo()),
        ["HS256 with the public key as PEM"] = () => Hmac(Encoding.ASCII.GetBytes(Own.ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the key set"] = () => Hmac(File.ReadAllBytes(TestIssuer.JwksFile)),
        ["another key"] = () => Signed(Head(), key: Stranger),
        ["another curve"] = () => Signed(Head(alg: "ES384"), key: ECDsa.Create(ECCurve.NamedCurves.nistP384), hash: HashAlgorithmName.SHA384),
        ["another curve that says ES256"] = () => Signed(Head(), key: ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        ["ES256K"] = () => Signed(Head(alg: "ES256K"), key: ECDsa.Create(ECCurve.CreateFromFriendlyName("secP256k1"))),
        ["ES512 with the right key"] = () => Signed(Head(alg: "ES512"), hash: HashAlgorithmName.SHA512),
        ["RS256"] = () => Signed(Head(alg: "RS256")),
        ["kid of a stranger"] = () => Signed(Head(kid: "stranger"), key: Stranger),
        ["kid missing"] = () => Signed("""{"alg":"ES256","typ":"at+jwt"}""", key: Stranger),
        ["kid is a path"] = () => Hmac([], "../../../../../../dev/null"),
        ["kid is an address"] = () => Signed(Head(kid: "http://127.0.0.1:1/keys.json"), key: Stranger),
        ["kid is SQL"] = () => Hmac("x"u8.ToArray(), "' union select 'x' --"),
        ["jwk of his own"] = () => Signed(Head(more: $"\"jwk\":{Jwk(Stranger)}"), key: Stranger),
        ["x5c of his own"] = () => Signed(Head(more: $"\"x5c\":[\"{Certificate(Stranger)}\"]"), key: Stranger),
        ["a critical header nobody knows"] = () => Signed(Head(more: "\"crit\":[\"exp\"]")),
        ["a critical header b64"] = () => Signed(Head(more: "\"crit\":[\"b64\"],\"b64\":false")),
        ["typ JWT"] = () => Signed(Head(typ: "JWT")),
        ["typ of a logout token"] = () => Signed(Head(typ: "logout+jwt")),
        ["typ missing"] = () => Signed("""{"alg":"ES256","kid":"test"}"""),
        ["another audience"] = () => Claiming(("aud", "mediation-else")),
        ["audience in other letters"] = () => Claiming(("aud", Audiences.Workflow.ToUpperInvariant())),
        ["audience missing"] = () => Claiming(("aud", null)),
        ["audience is an object"] = () => Claiming(("aud", new { workflow = Audiences.Workflow })),
        ["another issuer"] = () => Claiming(("iss", "https://evil.test")),
        ["issuer with a slash more"] = () => Claiming(("iss", TestIssuer.Issuer + "/")),
        ["issuer missing"] = () => Claiming(("iss", null)),
        ["issuer is a number"] = () => Claiming(("iss", 5)),
        ["issuer is a list"] = () => Claiming(("iss", new[] { "https://evil.test", TestIssuer.Issuer })),
        ["expired"] = () => Claiming(("exp", Seconds(-60))),
        ["never expires"] = () => Claiming(("exp", null)),
        ["expiry is a text"] = () => Claiming(("exp", "tomorrow")),
        ["expiry before all time"] = () => Claiming(("exp", -1)),
        ["not yet valid"] = () => Claiming(("nbf", Seconds(120))),
        ["subject missing"] = () => Claiming(("sub", null)),
        ["subject is empty"] = () => Claiming(("sub", "")),
        ["longer than any"] = () => Claiming(("more", new string('a', 14_000))),
    };

    /// <summary>Each trick by what it is.</summary>
    public static IEnumerable<string> Names => Tricks.Keys;

    /// <summary>The token of a trick.</summary>
    public static string Token(string name) => Tricks[name]();

    /// <summary>Signed by a key that the header says where to find.</summary>
    /// <param name="header"><c>jku</c> or <c>x5u</c>.</param>
    /// <param name="address">Where <see cref="StrangersKeys"/> are served.</param>
    public static string KeyAt(string header, Uri address) => Signed(Head(kid: "stranger", more: $"\"{header}\":\"{address}\""), key: Stranger);

    /// <summary>The key set with which <see cref="KeyAt"/> would be good.</summary>
    public static string StrangersKeys => $$"""{"keys":[{{Jwk(Stranger)}}]}""";

    private static string Good() => Signed(Head());

    private static string Bare(string alg) => $"{Part(Head(alg))}.{Payload()}.";

    private static string Claiming((string Name, object? Value) change) => Signed(Head(), payload: Json(change));

    private static string Hmac(byte[] secret, string kid = KeyId)
    {
        var text = $"{Part(Head(alg: "HS256", kid: kid))}.{Payload()}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Signed(
        string head, string? payload = null, ECDsa? key = null, HashAlgorithmName? hash = null,
        DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
    {
        var text = $"{Part(head)}.{Part(payload ?? Json())}";
        var signature = (key ?? Own).SignData(Encoding.ASCII.GetBytes(text), hash ?? HashAlgorithmName.SHA256, format);
        return $"{text}.{Base64UrlEncoder.Encode(signature)}";
    }

    private static string Head(string alg = "ES256", string typ = "at+jwt", string kid = KeyId, string? more = null) =>
        $$"""{"alg":"{{alg}}","typ":"{{typ}}","kid":"{{kid}}"{{(more is null ? "" : "," + more)}}}""";

    private static string Payload((string Name, object? Value)? change = null) => Part(Json(change));

    private static string Json((string Name, object? Value)? change = null)
    {
        var claims = TestIssuer.Claims(TestCaller.Everyone.ToString(), Roles.All, [], ["all"]);
        if (change is { Value: null } gone)
        {
            claims.Remove(gone.Name);
        }
        else if (change is { Value: { } value } other)
        {
            claims[other.Name] = value;
        }

        return JsonSerializer.Serialize(claims);
    }

    private static string Jwk(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","crv":"P-256","kid":"stranger","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}""";
    }

    private static string Certificate(ECDsa key)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return Convert.ToBase64String(made.RawData);
    }

    private static long Seconds(int fromNow) => TimeProvider.System.GetUtcNow().AddSeconds(fromNow).ToUnixTimeSeconds();

    private static string Part(string json) => Base64UrlEncoder.Encode(json);
}
