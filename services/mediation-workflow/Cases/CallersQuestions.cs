using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>Asks other services in the caller's own name: each decides anew what this person may see, and puts it on record.</summary>
internal sealed partial class CallersQuestions(
    IHttpClientFactory clients, IHttpContextAccessor current, CallerAddress addresses, ILogger<CallersQuestions> logger)
{
    internal const string Intake = "intake";
    internal const string Roster = "roster";

    internal static void AddTo(WebApplicationBuilder builder)
    {
        builder.Services.AddTransient<CallersQuestions>();
        foreach (var (name, setting) in ((string, string)[])[(Intake, "Services:Intake"), (Roster, "Services:Roster")])
        {
            builder.Services.AddHttpClient(name, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(2);
                client.MaxResponseContentBufferSize = 1024 * 1024;
                // Without an address it is not asked.
                client.BaseAddress = builder.Configuration[setting] is { Length: > 0 } address ? new Uri(address) : null;
            });
        }
    }

    /// <returns>Null when the service is not there, does not answer in time, or says no: then it goes without.</returns>
    internal async Task<JsonElement?> AskAsync(string service, HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(service);
        if (client.BaseAddress is null || current.HttpContext is not { } http)
        {
            return null;
        }

        try
        {
            using var question = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            question.Content = body is null ? null : JsonContent.Create(body, options: ServiceJson.Options);
            question.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
            question.Headers.TryAddWithoutValidation("X-Forwarded-For", addresses.Of(http));
            using var answer = await client.SendAsync(question, cancellation);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation) : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            LogAway(logger, service, e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} did not answer what it was asked for a caller: {Fault}")]
    private static partial void LogAway(ILogger logger, string service, string fault);
}
