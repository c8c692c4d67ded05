using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Mediation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>
/// The notebooks with three issuers: the suite's, a province's that names claims its own way, and one that is away. What changed they
/// hear from an endpoint here.
/// </summary>
public sealed class TokenFixture : IAsyncLifetime
{
    private const string ProvinceIssuer = "https://sso.province.test";

    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "p1" };
    private readonly string _jwks = Path.GetTempFileName();
    private WebApplication? _identity;
    private int _asked;
    private int _keysAsked;

    public TestService Service { get; private set; } = null!;

    public HttpClient Anyone { get; } = new(new SocketsHttpHandler { UseCookies = false });

    /// <summary>Subjects and when they changed.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Changes { get; } = [];

    /// <summary>What is said instead of the changes; null to say them.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked => _asked;

    /// <summary>Where a token may say that its key is.</summary>
    public Uri StrangersKeys { get; private set; } = null!;

    /// <summary>How often somebody looked there.</summary>
    public int KeysAsked => _keysAsked;

    public async Task InitializeAsync()
    {
        var point = _key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
        await File.WriteAllTextAsync(_jwks, $$"""{ "keys": [ { "kty": "EC", "kid": "p1", "crv": "P-256", "use": "sig", "x": "{{x}}", "y": "{{y}}" } ] }""");
        var changes = await StartIdentityAsync();
        Service = await TestService.StartAsync(
            NotebookService.Build, await TestBroker.LeaseAsync(), $"--Authentication:AccessChanges={changes}",
            $"--Authentication:Issuers:province:Issuer={ProvinceIssuer}", $"--Authentication:Issuers:province:Jwks={_jwks}",
            "--Authentication:Issuers:province:RoleClaim=posts", "--Authentication:Issuers:province:UnitClaim=office",
            "--Authentication:Issuers:province:AreaClaim=region", "--Authentication:Issuers:province:PersonClaim=employee",
            "--Authentication:Issuers:away:Issuer=https://away.test", "--Authentication:Issuers:away:Metadata=http://127.0.0.1:1/");
    }

    public async Task DisposeAsync()
    {
        Anyone.Dispose();
        await Service.DisposeAsync();
        await _identity!.DisposeAsync();
        _key.ECDsa.Dispose();
        File.Delete(_jwks);
    }

    /// <summary>Opens a notebook, which a good token allows.</summary>
    public Task<HttpResponseMessage> WithAsync(params string[] authorization) => OpenAsync("/notebooks", null, [.. authorization.Select(a => ("Authorization", a))]);

    public async Task<HttpResponseMessage> OpenAsync(string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Service.Client.BaseAddress!, path)) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Anyone.SendAsync(request);
    }

    /// <summary>A token as the province makes them, with its own names of claims.</summary>
    public string ProvinceToken(string subject, params (string Name, object Value)[] more)
    {
        var claims = TestIssuer.Claims(subject, [], [], []);
        (claims["iss"], claims["posts"], claims["region"]) = (ProvinceIssuer, new[] { "judicialOfficer" }, new[] { "61" });
        foreach (var (name, value) in more)
        {
            claims[name] = value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            JsonSerializer.Serialize(claims), new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256), new Dictionary<string, object> { ["typ"] = "at+jwt" });
    }

    /// <summary>Until it was asked again, and had the time to make something of the answer.</summary>
    public Task HeardAsync()
    {
        var before = Asked;
        return Eventually.HoldsAsync(() => Task.FromResult(Asked >= before + 2), "the service to ask what changed");
    }

    /// <summary>An issuer that has nothing but its keys, at /jwks.</summary>
    public static async Task<WebApplication> KeySetAsync(string file)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var issuer = builder.Build();
        issuer.MapGet("/jwks", http => http.Response.SendFileAsync(file));
        await issuer.StartAsync();
        return issuer;
    }

    private async Task<Uri> StartIdentityAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _identity = builder.Build();
        _identity.MapGet("/internal/access-changes", http =>
        {
            Interlocked.Increment(ref _asked);
            return Instead is { } instead ? instead(http)
                : http.Response.WriteAsJsonAsync(new { changes = Changes.Select(c => new { subject = c.Key, notBefore = c.Value }) });
        });
        _identity.MapGet("/keys", http =>
        {
            Interlocked.Increment(ref _keysAsked);
            return http.Response.WriteAsync(Forgeries.StrangersKeys);
        });
        await _identity.StartAsync();
        StrangersKeys = new Uri(_identity.Urls.Single() + "/keys");
        return new Uri(_identity.Urls.Single() + "/internal/access-changes");
    }
}
