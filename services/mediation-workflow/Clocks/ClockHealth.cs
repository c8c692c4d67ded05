using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mediation.Workflow.Clocks;

/// <summary>Red when an event cannot be read, degraded when the table of clocks stays behind the states: deadlines would pass unseen.</summary>
internal sealed class ClockHealth(ClockKeeper keeper, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = keeper.Status;
        var lag = status.OldestPending is { } oldest ? clock.GetUtcNow() - oldest : TimeSpan.Zero;
        var data = new Dictionary<string, object> { ["lagSeconds"] = lag.TotalSeconds, ["reader"] = status.IsReader };
        return Task.FromResult(status switch
        {
            { Stopped: true } => HealthCheckResult.Unhealthy(status.Error, data: data),
            { Error: { } error } => HealthCheckResult.Degraded(error, data: data),
            _ when lag > Tolerated => HealthCheckResult.Degraded("Clocks are behind the store", data: data),
            _ => HealthCheckResult.Healthy(data: data),
        });
    }
}
