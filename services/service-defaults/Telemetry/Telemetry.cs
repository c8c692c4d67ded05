using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mediation.ServiceDefaults;

/// <summary>Traces and metrics, exported by OTLP only where the standard environment variables name a collector.</summary>
internal sealed class Telemetry(string service, IConfiguration configuration) : IHostedService
{
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy", "Npgsql", "MassTransit", Relay.SourceName, FactsHeaders.SourceName];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "MassTransit", Relay.SourceName];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            var resource = ResourceBuilder.CreateDefault().AddService($"mediation-{service}");
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources)
                .AddProcessor(new WithoutAddresses()).AddOtlpExporter().Build();
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what is still held.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        return Task.CompletedTask;
    }
}
