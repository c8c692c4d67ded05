using Microsoft.AspNetCore.Http;
using System.Net;
using System.Net.Sockets;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
        (await NamesAsync(new Uri($"http://{_silent.LocalEndpoint}"))).ShouldBeNull();
    }

    [Fact]
    public async Task An_intake_that_is_not_there_or_not_configured_gives_no_names()
    {
        _silent.Start();
        var address = new Uri($"http://{_silent.LocalEndpoint}");
        _silent.Stop();
        (await NamesAsync(address)).ShouldBeNull();
        (await NamesAsync(null)).ShouldBeNull();
    }

    private static async Task<IReadOnlyDictionary<Guid, PartyName>?> NamesAsync(Uri? intake)
    {
        await using var clients = new ServiceCollection()
            .AddHttpClient(CallersQuestions.Intake, client => (client.BaseAddress, client.Timeout) = (intake, TimeSpan.FromMilliseconds(200)))
            .Services.BuildServiceProvider();
        var questions = new CallersQuestions(
            clients.GetRequiredService<IHttpClientFactory>(), new HttpContextAccessor { HttpContext = new DefaultHttpContext() },
            new CallerAddress(new ConfigurationBuilder().Build()), NullLogger<CallersQuestions>.Instance);
        return await new PartyNames(questions).FindAsync(Facts.CaseId, default);
    }
}
