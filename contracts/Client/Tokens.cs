using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Mediation.Client;

/// <summary>The program's access token: fetched when one is needed, kept until shortly before it expires. Thread-safe.</summary>
internal sealed class Tokens(HttpClient http, MediationClientOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile Held? _held;

    /// <param name="refused">One that was answered 401, so that another is fetched; null for any.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<string> GetAsync(string? refused, CancellationToken cancellation)
    {
        if (Good(refused) is { } known)
        {
            return known;
        }

        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Another may have fetched it meanwhile.
            return Good(refused) ?? await FetchAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private string? Good(string? refused) => _held is { } held && held.Token != refused && clock.GetUtcNow() < held.Until ? held.Token : null;

    private async Task<string> FetchAsync(CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", options.ClientId), new("client_secret", options.ClientSecret), new("scope", options.Scope),
        ]);
        using var answer = await http.PostAsync(new Uri(options.BaseAddress, "/connect/token"), form, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            var error = await ReadErrorAsync(answer, cancellation).ConfigureAwait(false);
            throw new MediationException(answer.StatusCode, error?.Error is { } code ? $"token.{code}" : "token.refused", error?.Description ?? "No token was given");
        }

        var body = await answer.Content.ReadFromJsonAsync(ClientJson.Default.TokenBody, cancellation).ConfigureAwait(false);
        var token = body?.AccessToken ?? throw new MediationException(answer.StatusCode, "token.missing", "The answer has no token");
        _held = new Held(token, clock.GetUtcNow() + TimeSpan.FromSeconds(body.ExpiresIn) - Early);
        return token;
    }

    private static async Task<TokenBody?> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(ClientJson.Default.TokenBody, cancellation).ConfigureAwait(false);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private sealed record Held(string Token, DateTimeOffset Until);
}

internal sealed record TokenBody(
    [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("error")] string? Error, [property: JsonPropertyName("error_description")] string? Description);
