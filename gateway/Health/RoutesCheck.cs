using Mediation.Gateway.Routes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mediation.Gateway.Health;

internal sealed class RoutesCheck(RouteSource source) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(source.Fault is { } fault
            ? HealthCheckResult.Degraded("The old routes stay in use: " + fault)
            : HealthCheckResult.Healthy($"{source.Routes.Count} routes"));
}
