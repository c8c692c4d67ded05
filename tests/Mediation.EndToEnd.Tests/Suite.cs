using Mediation.Gateway;
using Mediation.Identity;
using Mediation.Identity.Storage;
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

/// <summary>The whole suite in this process on real servers: five services with a database each, one vhost, the gateway before them.</summary>
public sealed class Suite : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("suite-");
    private WebApplication? _gateway;
    private WebApplication? _identity;

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

    /// <summary>Identity's database.</summary>
    public TestDatabase Accounts { get; private set; } = null!;

    /// <summary>Every host.</summary>
    public IEnumerable<WebApplication> Hosts => [.. Services.Select(s => s.App), _identity!, _gateway!];

    public IReadOnlyList<TestService> Services => [Intake, Workflow, Roster, Reporting];

    public async Task InitializeAsync()
    {
        var broker = Broker = await TestBroker.LeaseAsync();
        Reporting = await TestService.StartAsync(ReportingService.Build, broker);
        Intake = await TestService.StartAsync(IntakeService.Build, broker);
        Roster = await TestService.StartAsync(RosterService.Build, broker);
        Workflow = await TestService.StartAsync(WorkflowService.Build, broker, $"--Services:Intake={Intake.Client.BaseAddress}");
        Accounts = await TestDatabase.CreateAsync("identity");
        _identity = IdentityService.Build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={Accounts.ConnectionString}",
            $"--ConnectionStrings:Owner={Accounts.OwnerConnectionString}", $"--Vault:KeyFile={VaultKey.File}",
        ]);
        await _identity.Services.GetRequiredService<Migration>().RunAsync();
        await _identity.StartAsync();
        _gateway = GatewayApp.Build(["--urls=http://127.0.0.1:0", $"--Gateway:Routes={Routes()}", .. TestIssuer.Arguments]);
        await _gateway.StartAsync();
        Client = new HttpClient(Caller) { BaseAddress = AddressOf(_gateway) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        foreach (var host in new[] { _gateway!, _identity! })
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        await Accounts.DisposeAsync();
        foreach (var service in Services)
        {
            await service.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The shipped route table with this suite's ports.</summary>
    private string Routes()
    {
        var routes = File.ReadAllText(Path.Combine(ReferenceData.Find("gateway"), "ocelot.json"));
        var addresses = new[] { Intake, Workflow, Roster, Reporting }.Select(service => service.Client.BaseAddress!).Append(AddressOf(_identity!));
        foreach (var (i, address) in addresses.Index())
        {
            routes = routes.Replace($"\"Port\": {8081 + i}", $"\"Port\": {address.Port}", StringComparison.Ordinal);
        }

        var file = Path.Combine(_folder.FullName, "ocelot.json");
        File.WriteAllText(file, routes);
        return file;
    }
}
