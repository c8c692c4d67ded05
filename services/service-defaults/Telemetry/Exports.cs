using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mediation.ServiceDefaults;

/// <summary>What goes to a collector. Apart from <see cref="Telemetry"/>, so that a process without one does not load the libraries.</summary>
internal sealed class Exports : IDisposable
{
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy", "Npgsql", "MassTransit", Relay.SourceName, FactsHeaders.SourceName];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "MassTransit", Relay.SourceName];

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Exports(ResourceBuilder resource)
    {
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddProcessor(new WithoutAddresses()).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Exports Of(string service) => new(ResourceBuilder.CreateDefault().AddService($"mediation-{service}"));

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
