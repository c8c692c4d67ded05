using Mediation.Contracts.Workflow;
using Mediation.Gateway;
using Mediation.Identity;
using Mediation.Identity.Clients;
using Mediation.Identity.Storage;
using Mediation.Reporting;
using Mediation.Reporting.Facts;
using Mediation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.EndToEnd.Tests;

/// <summary>Reporting behind the gateway, with tokens of the suite's own identity service: as a bureau's program meets it.</summary>
public sealed class OwnIssuer : IAsyncLifetime
{
    internal const string Secret = "a-secret-of-more-than-24-letters";
    internal const string Area = "610981113";
    internal const int Cases = 450;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("own-issuer-");
    private TestDatabase _accounts = null!;
    private WebApplication _identity = null!;
    private WebApplication _gateway = null!;
    private TestService _reporting = null!;

    // The issuer's name has to be known before it listens.
    internal Uri Address { get; } = new($"http://127.0.0.1:{LoopbackPorts.Take()}/");

    public async Task InitializeAsync()
    {
        _accounts = await TestDatabase.CreateAsync("identity");
        _identity = IdentityService.Build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={_accounts.ConnectionString}", $"--ConnectionStrings:Owner={_accounts.OwnerConnectionString}",
            $"--Vault:KeyFile={VaultKey.File}", $"--Identity:Issuer={Address}",
        ]);
        await _identity.Services.GetRequiredService<Migration>().RunAsync();
        await _identity.StartAsync();
        var identity = _identity.Urls.Single();
        string[] tokens =
        [
            $"--Authentication:Issuers:suite:Issuer={Address}", $"--Authentication:Issuers:suite:Keys={identity}/.well-known/jwks",
            $"--Authentication:AccessChanges={identity}/internal/access-changes",
        ];
        // Tests' services know an issuer's keys by a file.
        var keys = Path.Combine(_folder.FullName, "keys");
        using (var http = new HttpClient())
        {
            await File.WriteAllTextAsync(keys, await http.GetStringAsync(new Uri($"{identity}/.well-known/jwks")));
        }

        _reporting = await TestService.StartAsync(ReportingService.Build, await TestBroker.LeaseAsync(), [.. tokens, $"--Authentication:Issuers:suite:Jwks={keys}"]);
        // Few requests a second, so that a program which does not wait would be refused.
        _gateway = GatewayApp.Build([$"--urls={Address}", $"--Gateway:Routes={Routes(identity)}", "--Gateway:PerSubject:Limit=25", "--Gateway:PerSubject:Period=1s", .. tokens]);
        await _gateway.StartAsync();
        await RecordAsync();
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _reporting.DisposeAsync();
        await _identity.DisposeAsync();
        await _accounts.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Enters a program, or enters it anew, which ends its tokens.</summary>
    internal async Task EnterAsync(string program)
    {
        var secret = Path.Combine(_folder.FullName, "secret");
        await File.WriteAllTextAsync(secret, Secret);
        await using var scope = _identity.Services.CreateAsyncScope();
        await AddClient.RunAsync(scope.ServiceProvider,
            ["add-client", "--id", program, "--secret-file", secret, "--scope", "reporting", "--role", "bureauClient", "--role", "bureauAnalyst", "--area", "6109"]);
    }

    private async Task RecordAsync()
    {
        var closedAt = new DateTimeOffset(2026, 3, 20, 15, 0, 0, TimeSpan.FromHours(8));
        var facts = Enumerable.Range(0, Cases).Select(i =>
        {
            var id = Guid.CreateVersion7(closedAt.AddMinutes(i));
            return FactRow.From(id, new CaseFactsChanged(
                id, 9, $"（2026）段人调字第{i:0000}号", Guid.Empty, Area, "0901", "application", "six-step", 1, 1, "closed", null, closedAt.AddDays(-9),
                i % 3 == 0 ? "U" : "A", closedAt, "written", closedAt, 1, 1, closedAt.AddHours(-5), 2, 9, null))!;
        });
        await _reporting.App.Services.GetRequiredService<FactStore>().RecordAsync([.. facts]);
    }

    private string Routes(string identity)
    {
        var routes = File.ReadAllText(Path.Combine(ReferenceData.Find("gateway"), "ocelot.json"))
            .Replace("\"Port\": 8084", $"\"Port\": {_reporting.Client.BaseAddress!.Port}", StringComparison.Ordinal)
            .Replace("\"Port\": 8085", $"\"Port\": {new Uri(identity).Port}", StringComparison.Ordinal);
        var file = Path.Combine(_folder.FullName, "ocelot.json");
        File.WriteAllText(file, routes);
        return file;
    }
}
