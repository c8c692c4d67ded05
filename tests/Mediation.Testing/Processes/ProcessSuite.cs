using System.Text.Json.Nodes;

namespace Mediation.Testing;

/// <summary>The whole suite as it is deployed: six processes, a database for each service, one vhost, the shipped route table.</summary>
/// <remarks>Stops its processes however this process ends. Logs lie in <see cref="Folder"/> and stay there when something failed to start.</remarks>
public sealed class ProcessSuite : IAsyncDisposable
{
    /// <summary>The services, each with a store.</summary>
    public static readonly IReadOnlyList<string> Services = ["intake", "workflow", "roster", "reporting"];

    private const string Identity = "identity";
    private const string Gateway = "gateway";
    private const int ShippedPort = 8081;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly Dictionary<string, TestDatabase> _databases = [];
    private readonly Dictionary<string, int> _ports = [];

    private ProcessSuite(string broker, IReadOnlyList<string> names) => (Broker, Names) = (broker, names);

    /// <summary>All six: the services, identity and the gateway. Tests sign their tokens themselves; identity's sign-in is its own tests' matter.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Services, Identity, Gateway];

    /// <summary>Those that this suite has: all, or the only one.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>amqp URI of the suite's vhost.</summary>
    public string Broker { get; }

    /// <summary>Logs and the route table.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("mediation-").FullName;

    /// <summary>As whom <see cref="Client"/> sends.</summary>
    public TestCaller Caller { get; } = new(new SocketsHttpHandler());

    /// <summary>A client of the gateway, or of the only process.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Creates databases, migrates, loads the sample data, starts all and waits until they are healthy.</summary>
    /// <param name="postgres">Server to use; null for the test server.</param>
    /// <param name="broker">amqp URI of a vhost; null leases one.</param>
    /// <param name="only">The one service to start; null for all six.</param>
    public static async Task<ProcessSuite> StartAsync(string? postgres = null, string? broker = null, string? only = null)
    {
        var suite = new ProcessSuite(broker ?? await TestBroker.LeaseAsync(), only is null ? All : [only]);
        try
        {
            await suite.PrepareAsync(postgres);
            await Task.WhenAll(suite.Names.Select(name => suite.StartAsync(name)));
            await Task.WhenAll(suite.Names.Select(suite.HealthyAsync));
            return suite;
        }
        catch
        {
            await suite.StopAsync();
            throw;
        }
    }

    /// <summary>Where a process listens.</summary>
    public Uri Address(string name) => new($"http://127.0.0.1:{_ports[name]}");

    /// <summary>Connection string of a service's database.</summary>
    public string Store(string service) => _databases[service].ConnectionString;

    /// <summary>What a process has written, its last lines.</summary>
    public string LogTail(string name) => _processes[name].Tail();

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes(string name) => _processes[name].ResidentBytes;

    /// <summary>The most that was resident at any time, in bytes.</summary>
    public long MostResidentBytes(string name) => _processes[name].MostResidentBytes;

    /// <summary>Processor time used since it was started.</summary>
    public TimeSpan ProcessorTime(string name) => _processes[name].ProcessorTime;

    /// <summary>kill -9; returns when the process is gone.</summary>
    public Task KillAsync(string name) => _processes[name].KillAsync();

    /// <summary>Starts a process that was killed, at the same address; does not wait until it answers.</summary>
    public Task StartAsync(string name) => _processes[name].StartAsync();

    /// <summary>Waits until a process and all it checks are healthy.</summary>
    /// <exception cref="InvalidOperationException">It stopped, or is not healthy after 90 s.</exception>
    public async Task HealthyAsync(string name)
    {
        using var client = new HttpClient { BaseAddress = Address(name), Timeout = TimeSpan.FromSeconds(5) };
        var (clock, process) = (TimeProvider.System, _processes[name]);
        var started = clock.GetTimestamp();
        var said = "nothing";
        while (process.IsRunning && clock.GetElapsedTime(started) < Patience)
        {
            said = await HealthAsync(client);
            if (said.StartsWith('{') && JsonNode.Parse(said)!["status"]!.ToString() == "Healthy")
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException(
            $"{name} {(process.IsRunning ? "is not healthy" : "stopped")}; it says: {said}; its log {process.Log}:\n{process.Tail()}");
    }

    /// <summary>What each says of itself, and the last lines of its log.</summary>
    public async Task<string> HowItStandsAsync() => string.Join('\n', await Task.WhenAll(Names.Select(async name =>
    {
        using var client = new HttpClient { BaseAddress = Address(name), Timeout = TimeSpan.FromSeconds(5) };
        return $"{name}: {await HealthAsync(client)}\n{LogTail(name)}";
    })));

    /// <summary>Kills all and drops the databases.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> HealthAsync(HttpClient client)
    {
        try
        {
            return await client.GetStringAsync("/health/ready");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return e.Message;
        }
    }

    private async Task PrepareAsync(string? postgres)
    {
        foreach (var name in Names)
        {
            _ports[name] = LoopbackPorts.Take();
            _processes[name] = new ServiceProcess(Binary(name), Path.Combine(Folder, $"{name}.log"), () => EnvironmentOf(name));
        }

        foreach (var service in Names.Except([Gateway]))
        {
            _databases[service] = await TestDatabase.CreateAsync(service, postgres);
        }

        await Task.WhenAll(_databases.Keys.Select(service => _processes[service].RunAsync(
            service == Identity ? ["migrate"] : ["migrate", "--and", "load-data", ReferenceData.Folder])));
        if (Names.Contains(Gateway))
        {
            WriteRoutes();
        }

        Client = new HttpClient(Caller) { BaseAddress = Address(Names[^1]) };
    }

    private static string Binary(string name) =>
        $"Mediation.{string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1))}";

    private void WriteRoutes()
    {
        var routes = File.ReadAllText(Path.Combine(ReferenceData.Find("gateway"), "ocelot.json"));
        foreach (var (i, service) in All.Except([Gateway]).Index())
        {
            routes = routes.Replace($"\"Port\": {ShippedPort + i}", $"\"Port\": {_ports[service]}", StringComparison.Ordinal);
        }

        File.WriteAllText(Routes, routes);
    }

    private string Routes => Path.Combine(Folder, "ocelot.json");

    private Dictionary<string, string> EnvironmentOf(string name)
    {
        var values = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = Address(name).ToString(),
            ["MALLOC_ARENA_MAX"] = "2",
            ["MALLOC_MMAP_THRESHOLD_"] = "65536",
            ["MASSTRANSIT_USAGE_TELEMETRY"] = "false",
        };
        foreach (var (key, value) in TestIssuer.Settings)
        {
            values[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        if (name == Gateway)
        {
            values["Gateway__Routes"] = Routes;
            // Load comes from one caller here.
            values["Gateway__PerSubject__Limit"] = "0";
            return values;
        }

        values["ConnectionStrings__Store"] = $"{Store(name)};Max Auto Prepare=100;No Reset On Close=true;Maximum Pool Size=20";
        values["ConnectionStrings__Owner"] = _databases[name].OwnerConnectionString;
        values["ConnectionStrings__Broker"] = Broker;
        values["Vault__KeyFile"] = VaultKey.File;
        if (Names.Contains("intake"))
        {
            values["Services__Intake"] = Address("intake").ToString();
        }

        return values;
    }

    private async Task StopAsync()
    {
        Client?.Dispose();
        await Task.WhenAll(_processes.Values.Select(p => p.KillAsync()));
        foreach (var database in _databases.Values)
        {
            await database.DisposeAsync();
        }
    }
}
