using Mediation.Gateway.Routes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mediation.Gateway.Health;

/// <summary>Asks every service behind the routes for its /health/ready. A service that is away degrades, no more.</summary>
internal sealed class ServicesCheck(RouteSource source, HttpClient http, TimeProvider clock) : IHealthCheck, IDisposable
{
    // The page is open to all: however often it is asked for, the services are asked once in this time.
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _gate = new(1);
    private (long At, HealthCheckResult Result)? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || clock.GetElapsedTime(last.At) > _fresh)
            {
                _last = (clock.GetTimestamp(), await AskAsync());
            }

            return _last.Value.Result;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<HealthCheckResult> AskAsync()
    {
        var answers = await Task.WhenAll(source.Addresses().Select(async address => (address, answer: await AskAsync(address))));
        var data = answers.ToDictionary(a => a.address, object (a) => a.answer);
        return answers.All(a => a.answer == "Healthy") ? HealthCheckResult.Healthy(null, data) : HealthCheckResult.Degraded(null, null, data);
    }

    private async Task<string> AskAsync(string address)
    {
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            using var answer = await http.GetAsync(new Uri(address + "/health/ready"), patience.Token);
            return !answer.IsSuccessStatusCode ? $"Unhealthy ({(int)answer.StatusCode})"
                : (await answer.Content.ReadAsStringAsync(patience.Token)).Contains("Degraded", StringComparison.OrdinalIgnoreCase) ? "Degraded" : "Healthy";
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return "Unreachable";
        }
    }
}
