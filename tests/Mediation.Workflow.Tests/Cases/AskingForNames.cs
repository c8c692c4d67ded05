using Microsoft.AspNetCore.Http;
using System.Net;
using System.Net.Sockets;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mediation.Workflow.Tests.Cases;

public sealed class AskingForNames : IDisposable
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public void Dispose() => _silent.Dispose();

    [Fact]
    public async Task An_intake_that_keeps_silent_is_given_up_on()
    {
        _silent.Start();
        using var client = new HttpClient { BaseAddress = new Uri($"http://{_silent.LocalEndpoint}"), Timeout = TimeSpan.FromMilliseconds(200) };
        (await Names(client)).ShouldBeNull();
    }

    [Fact]
    public async Task An_intake_that_is_not_there_or_not_configured_gives_no_names()
    {
        _silent.Start();
        var address = new Uri($"http://{_silent.LocalEndpoint}");
        _silent.Stop();
        using var gone = new HttpClient { BaseAddress = address };
        (await Names(gone)).ShouldBeNull();
        using var unset = new HttpClient();
        (await Names(unset)).ShouldBeNull();
    }

    private static Task<IReadOnlyDictionary<Guid, PartyName>?> Names(HttpClient client) =>
        new PartyNames(client, new HttpContextAccessor(), new CallerAddress(new ConfigurationBuilder().Build()), NullLogger<PartyNames>.Instance).FindAsync(Facts.CaseId, default);
}
