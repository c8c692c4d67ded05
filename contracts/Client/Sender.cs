using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mediation.Client;

/// <summary>Sends with a token, again when the token was refused, and when the server asks to wait. Thread-safe.</summary>
internal sealed class Sender(HttpClient http, MediationClientOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    private readonly Tokens _tokens = new(http, options, clock);

    /// <summary>A success or 304; anything else is thrown.</summary>
    /// <param name="make">Makes the request anew for every try.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    internal async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        string? refused = null;
        for (var attempt = 1; ; attempt++)
        {
            var token = await _tokens.GetAsync(refused, cancellation).ConfigureAwait(false);
            using var request = make();
            request.RequestUri = new Uri(options.BaseAddress, request.RequestUri!);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotModified)
            {
                return answer;
            }

            using (answer)
            {
                if (answer.StatusCode == HttpStatusCode.Unauthorized && refused is null)
                {
                    refused = token;
                    continue;
                }

                var wait = WaitOf(answer);
                if (wait is null || attempt >= options.MostTries || wait > options.LongestWait)
                {
                    throw await RefusalAsync(answer, cancellation).ConfigureAwait(false);
                }

                await Task.Delay(wait.Value, clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _tokens.Dispose();

    private TimeSpan? WaitOf(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        ? answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
            { Date: not null } => TimeSpan.Zero,
            _ => Usual,
        }
        : null;

    private static async Task<MediationException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync(ClientJson.Default.ProblemBody, cancellation).ConfigureAwait(false);
            return new MediationException(answer.StatusCode, problem?.Code ?? Unreadable, problem?.Title ?? "", problem?.Errors);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new MediationException(answer.StatusCode, Unreadable, "The answer cannot be read");
        }
    }

    internal const string Unreadable = "answer.unreadable";
}
