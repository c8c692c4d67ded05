using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mediation.Gateway.Tests;

/// <summary>The real gateway on a port of its own, with a route file of its own.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-");
    private WebApplication? _app;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public Uri Address { get; private set; } = null!;

    public string File => Path.Combine(_folder.FullName, "ocelot.json");

    public IServiceProvider Services => _app!.Services;

    public static async Task<RunningGateway> StartAsync(string ocelot, params string[] settings)
    {
        var gateway = new RunningGateway();
        await System.IO.File.WriteAllTextAsync(gateway.File, ocelot);
        await gateway.StartAsync(settings);
        return gateway;
    }

    public async Task<HttpResponseMessage> GetAsync(string path) => await Client.GetAsync(new Uri(Address, path));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Asks until the answer fits or ten seconds are over; reloading takes the gateway a moment.</summary>
    public async Task UntilAsync(string path, Func<HttpResponseMessage, Task<bool>> fits)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            using var answer = await GetAsync(path);
            if (await fits(answer))
            {
                return;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(string[] settings)
    {
        _app = GatewayApp.Build(["--urls", "http://127.0.0.1:0", "--Gateway:Routes", File, "--Logging:LogLevel:Yarp", "None", .. settings]);
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.Single());
    }
}
