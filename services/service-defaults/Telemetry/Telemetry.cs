namespace Mediation.ServiceDefaults;

/// <summary>Traces and metrics, exported by OTLP only where the standard environment variables name a collector.</summary>
internal sealed class Telemetry(string service, IConfiguration configuration) : IHostedService
{
    private Exports? _exports;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            _exports = Exports.Of(service);
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what is still held.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _exports?.Dispose();
        return Task.CompletedTask;
    }
}
