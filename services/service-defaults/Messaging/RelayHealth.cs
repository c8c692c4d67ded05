using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mediation.ServiceDefaults;

/// <summary>Red when an event cannot be read, degraded when messages wait longer than they should.</summary>
internal sealed class RelayHealth(Relay relay) : IHealthCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = relay.Status;
        var data = new Dictionary<string, object> { ["lagSeconds"] = relay.Lag.TotalSeconds, ["reader"] = status.IsReader };
        return Task.FromResult(status switch
        {
            { Stopped: true } => HealthCheckResult.Unhealthy(status.Error, data: data),
            { Error: { } error } => HealthCheckResult.Degraded(error, data: data),
            _ when relay.Lag > Tolerated => HealthCheckResult.Degraded("Messages wait in the store", data: data),
            _ => HealthCheckResult.Healthy(data: data),
        });
    }
}
