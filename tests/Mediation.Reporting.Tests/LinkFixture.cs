using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Mediation.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mediation.Reporting.Tests;

/// <summary>Two instances of reporting on one database, and an identity service that says what a test tells it to.</summary>
public sealed class LinkFixture : IAsyncLifetime
{
    private readonly SocketsHttpHandler _handler = new();
    private WebApplication _identity = null!;
    private WebApplication _second = null!;

    internal TestService Reporting { get; private set; } = null!;

    internal Uri SecondAddress { get; private set; } = null!;

    /// <summary>Without a token.</summary>
    internal HttpClient Anyone { get; private set; } = null!;

    /// <summary>Subjects and when something about them changed, however long ago.</summary>
    internal ConcurrentDictionary<string, DateTimeOffset> Changes { get; } = [];

    internal bool IsAway { get; set; }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _identity = builder.Build();
        // As identity does: all that is new, or whatever there is of those who are asked for.
        _identity.MapGet("/internal/access-changes", http =>
        {
            http.Response.StatusCode = IsAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            var asked = http.Request.Query["subject"];
            return http.Response.WriteAsJsonAsync(new
            {
                changes = Changes.Where(c => asked.Contains(c.Key)).Select(c => new { subject = c.Key, notBefore = c.Value }),
            });
        });
        await _identity.StartAsync();
        var changes = $"--Authentication:AccessChanges={_identity.Urls.Single()}/internal/access-changes";
        var broker = await TestBroker.LeaseAsync();
        Reporting = await TestService.StartAsync(ReportingService.Build, broker, changes);
        _second = ReportingService.Build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={Reporting.Database.ConnectionString}", $"--ConnectionStrings:Broker={broker}",
            .. TestIssuer.Arguments, $"--Vault:KeyFile={VaultKey.File}", changes,
        ]);
        await _second.StartAsync();
        SecondAddress = new Uri(_second.Urls.Single());
        Anyone = new HttpClient(_handler) { BaseAddress = Reporting.Client.BaseAddress };
    }

    public async Task DisposeAsync()
    {
        Anyone.Dispose();
        await _second.DisposeAsync();
        await Reporting.DisposeAsync();
        await _identity.DisposeAsync();
    }

    internal async Task<ApiAnswer> MakeAsync(string who, string question, DateTimeOffset? expires = null, string area = "6109", string role = Roles.BureauClient, Guid? key = null)
    {
        using var client = As(who, area, role);
        return await client.PostAsync("/exports/links", new { question, expires = expires ?? TimeProvider.System.GetUtcNow().AddDays(30) }, key: key);
    }

    internal HttpClient As(string who, string area = "6109", string role = Roles.BureauClient)
    {
        var client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Reporting.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Token(who, [role], [], [area]));
        return client;
    }

    internal async Task<(int Status, string Text, HttpResponseMessage Answer)> PullAsync(string url, Uri? instance = null)
    {
        var answer = await Anyone.GetAsync(new Uri(instance ?? Reporting.Client.BaseAddress!, url));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }
}
