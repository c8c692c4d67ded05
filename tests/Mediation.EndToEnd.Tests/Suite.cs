using Mediation.Gateway;
using Mediation.Intake;
using Mediation.Reporting;
using Mediation.Roster;
using Mediation.Testing;
using Mediation.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.EndToEnd.Tests;

/// <summary>The whole suite in this process on real servers: four services with a database each, one vhost, the gateway before them.</summary>
public sealed class Suite : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("suite-");
    private WebApplication? _gateway;

    public TestService Intake { get; private set; } = null!;

    public TestService Workflow { get; private set; } = null!;

    public TestService Roster { get; private set; } = null!;

    public TestService Reporting { get; private set; } = null!;

    /// <summary>amqp URI of the vhost.</summary>
    public string Broker { get; private set; } = null!;

    /// <summary>As whom <see cref="Client"/> sends.</summary>
    public TestCaller Caller { get; } = new(new SocketsHttpHandler());

    /// <summary>A client of the gateway.</summary>
    public HttpClient Client { get; private set; } = null!;

    public IReadOnlyList<TestService> Services => [Intake, Workflow, Roster, Reporting];

    public async Task InitializeAsync()
    {
        var broker = Broker = await TestBroker.LeaseAsync();
        Reporting = await TestService.StartAsync(ReportingService.Build, broker);
        Intake = await TestService.StartAsync(IntakeService.Build, broker);
        Roster = await TestService.StartAsync(RosterService.Build, broker);
        Workflow = await TestService.StartAsync(WorkflowService.Build, broker, $"--Services:Intake={Intake.Client.BaseAddress}");
        _gateway = GatewayApp.Build(["--urls=http://127.0.0.1:0", $"--Gateway:Routes={Routes()}", .. TestIssuer.Settings.Select(s => $"--{s.Key}={s.Value}")]);
        await _gateway.StartAsync();
        var address = _gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(Caller) { BaseAddress = new Uri(address) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _gateway!.DisposeAsync();
        foreach (var service in Services)
        {
            await service.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>The shipped route table with this suite's ports.</summary>
    private string Routes()
    {
        var routes = File.ReadAllText(Path.Combine(ReferenceData.Find("gateway"), "ocelot.json"));
        foreach (var (port, service) in new[] { (8081, Intake), (8082, Workflow), (8083, Roster), (8084, Reporting) })
        {
            routes = routes.Replace($"\"Port\": {port}", $"\"Port\": {service.Client.BaseAddress!.Port}", StringComparison.Ordinal);
        }

        var file = Path.Combine(_folder.FullName, "ocelot.json");
        File.WriteAllText(file, routes);
        return file;
    }
}
