using Mediation.Testing;

namespace Mediation.Gateway.Tests;

/// <summary>In a process of its own: who is told by the environment exports to a collector, and has what that takes.</summary>
public sealed class CollectorTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collector-");

    [Fact]
    public async Task Traces_go_to_the_collector_that_the_environment_names()
    {
        await using var collector = await Backend.StartAsync();
        var process = await StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{collector.Port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        try
        {
            await Eventually.HoldsAsync(() => Task.FromResult(Traces(collector).Any()), "a trace to be exported", TimeSpan.FromSeconds(30));
            Traces(collector).First().Body.ShouldContain("mediation-gateway");
        }
        finally
        {
            await process.KillAsync();
        }
    }

    [Fact]
    public async Task Without_one_not_even_the_libraries_are_loaded()
    {
        var process = await StartAsync();
        try
        {
            (await File.ReadAllTextAsync($"/proc/{process.Id}/maps")).ShouldNotContain("OpenTelemetry");
        }
        finally
        {
            await process.KillAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<Seen> Traces(Backend collector) => collector.Requests.Where(seen => seen.Target == "/v1/traces");

    // One that has answered.
    private async Task<ServiceProcess> StartAsync(params (string Name, string Value)[] further)
    {
        var routes = Path.Combine(_folder.FullName, "ocelot.json");
        await File.WriteAllTextAsync(routes, Ocelot.Everything(LoopbackPorts.Take()));
        var address = $"http://127.0.0.1:{LoopbackPorts.Take()}";
        var environment = TestIssuer.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        (environment["ASPNETCORE_URLS"], environment["Gateway__Routes"]) = (address, routes);
        foreach (var (name, value) in further)
        {
            environment[name] = value;
        }

        var process = new ServiceProcess("Mediation.Gateway", Path.Combine(_folder.FullName, "gateway.log"), () => environment);
        await process.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await Eventually.HoldsAsync(() => AnswersAsync(client), "the gateway to answer", TimeSpan.FromSeconds(60));
        return process;
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
