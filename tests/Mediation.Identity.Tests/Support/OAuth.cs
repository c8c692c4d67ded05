using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.Identity.Tests.Support;

/// <summary>Answer of the token endpoint, or of another that speaks JSON.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body)
{
    internal string this[string member] => Body?[member]?.ToString() ?? throw new InvalidOperationException($"No {member} in {Status} {Body?.ToJsonString()}");

    internal string? Error => Body?["error"]?.ToString();

    internal JsonObject Claims => Part(this["access_token"], 1);

    internal static JsonObject Part(string token, int part) => JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[part]))!.AsObject();
}

/// <summary>The protocol as a client speaks it, by hand, so that tests can also get it wrong.</summary>
internal static class OAuth
{
    internal const string Scope = "openid offline_access mediation";

    internal static readonly string Verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    internal static string Challenge => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    internal static Dictionary<string, string> Request(string scope = Scope) => new()
    {
        ["response_type"] = "code", ["client_id"] = RunningIdentity.Web, ["redirect_uri"] = RunningIdentity.WebRedirect, ["scope"] = scope,
        ["state"] = "s", ["code_challenge"] = Challenge, ["code_challenge_method"] = "S256",
    };

    internal static string Path(Dictionary<string, string> request) =>
        "/connect/authorize?" + string.Join('&', request.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));

    /// <summary>Asks for a code with a browser that is signed in.</summary>
    internal static async Task<string> CodeAsync(this Browser browser, string scope = Scope)
    {
        using var response = await browser.GetAsync(Path(Request(scope)));
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync());
        return HttpUtility.ParseQueryString(response.Headers.Location!.Query)["code"] ?? throw new InvalidOperationException(response.Headers.Location.ToString());
    }

    internal static Task<Answer> TokenAsync(this Browser browser, params (string Name, string Value)[] fields) => PostAsync(browser.Client, "/connect/token", fields);

    internal static async Task<Answer> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var response = await client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }

    internal static Task<Answer> RedeemAsync(this Browser browser, string code, string? verifier = null) => browser.TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", RunningIdentity.Web), ("redirect_uri", RunningIdentity.WebRedirect), ("code", code),
        ("code_verifier", verifier ?? Verifier));

    internal static Task<Answer> RefreshAsync(this Browser browser, string token) => browser.TokenAsync(
        ("grant_type", "refresh_token"), ("client_id", RunningIdentity.Web), ("refresh_token", token));

    internal static Task<Answer> ClientTokenAsync(this Browser browser, string secret = RunningIdentity.Secret, string scope = "reporting") => browser.TokenAsync(
        ("grant_type", "client_credentials"), ("client_id", RunningIdentity.Machine), ("client_secret", secret), ("scope", scope));

    /// <summary>Signs a user in and gets tokens.</summary>
    internal static async Task<Answer> SessionAsync(this Browser browser, string user, string scope = Scope)
    {
        using var signedIn = await browser.SignInAsync(user);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var answer = await browser.RedeemAsync(await browser.CodeAsync(scope));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer;
    }
}
