using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Mediation.Testing;

/// <summary>An answer as a caller sees it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON; null when empty.</param>
/// <param name="ETag">Version in quotes; null when none.</param>
/// <param name="Location">Path of what was created.</param>
public sealed record ApiAnswer(HttpStatusCode Status, JsonNode? Body, string? ETag, string? Location)
{
    /// <summary>A member as text; null when it is missing.</summary>
    public string? this[string member] => Body?[member]?.ToString();

    /// <summary>The id of what was created.</summary>
    public Guid Id => Guid.Parse(this["id"]!);

    /// <summary>Itself, when the status is as expected.</summary>
    /// <exception cref="InvalidOperationException">Another status; the message shows the body.</exception>
    public ApiAnswer Must(HttpStatusCode status) =>
        Status == status ? this : throw new InvalidOperationException($"Expected {status}, got {Status}: {Body?.ToJsonString()}");

    /// <summary>Stable code of a problem.</summary>
    public string? Code => this["code"];

    /// <summary>Fields at fault with their codes, such as <c>areaCode:unknown</c>.</summary>
    public IReadOnlyList<string> Fields => [.. (Body?["errors"]?.AsArray() ?? []).Select(e => $"{e!["field"]}:{e["code"]}")];
}

/// <summary>Calls with the conventions of the suite.</summary>
public static class Api
{
    private const string Root = "/api/v1";

    /// <summary>POST of an object, or of raw JSON when it is a string; as a person other than the client's usual one (see <see cref="TestCaller"/>) when one is named.</summary>
    public static async Task<ApiAnswer> PostAsync(
        this HttpClient client, string path, object body, string? ifMatch = null, Guid? key = null, string language = "en",
        Guid? person = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root + path);
        request.Content = body is string raw
            ? new StringContent(raw, System.Text.Encoding.UTF8, "application/json")
            : JsonContent.Create(body);
        Add(request, "If-Match", ifMatch);
        Add(request, "Idempotency-Key", key?.ToString());
        Add(request, "Accept-Language", language);
        Add(request, TestCaller.PersonHeader, person?.ToString());
        return await SendAsync(client, request);
    }

    /// <summary>GET.</summary>
    public static async Task<ApiAnswer> ReadAsync(this HttpClient client, string path, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Root + path);
        Add(request, "If-None-Match", ifNoneMatch);
        return await SendAsync(client, request);
    }

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }

    private static async Task<ApiAnswer> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiAnswer(
            response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers.ETag?.Tag, response.Headers.Location?.ToString());
    }
}
