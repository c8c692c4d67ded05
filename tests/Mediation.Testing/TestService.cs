using Mediation.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Testing;

/// <summary>A service of the suite in this process: real Kestrel on a free port, own database, given vhost.</summary>
public sealed class TestService : IAsyncDisposable
{
    private TestService(WebApplication app, TestDatabase database, Uri address)
    {
        (App, Database) = (app, database);
        Caller = new TestCaller(new SocketsHttpHandler());
        Client = new HttpClient(Caller) { BaseAddress = address };
    }

    /// <summary>The running host.</summary>
    public WebApplication App { get; }

    /// <summary>Its database.</summary>
    public TestDatabase Database { get; }

    /// <summary>As whom <see cref="Client"/> sends.</summary>
    public TestCaller Caller { get; }

    /// <summary>A client of its address.</summary>
    public HttpClient Client { get; }

    /// <summary>Its store.</summary>
    public EventStore.EventStore Store => App.Services.GetRequiredService<EventStore.EventStore>();

    /// <summary>Builds, migrates, loads the code lists and starts it.</summary>
    /// <param name="build">The service's own Build.</param>
    /// <param name="broker">amqp URI; null for a service without messaging.</param>
    /// <param name="settings">More settings, as --key=value.</param>
    public static async Task<TestService> StartAsync(Func<string[], WebApplication> build, string? broker, params string[] settings)
    {
        var database = await TestDatabase.CreateAsync(build.Method.DeclaringType?.Name ?? "service");
        var app = build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={database.ConnectionString}",
            $"--ConnectionStrings:Owner={database.OwnerConnectionString}", $"--ConnectionStrings:Broker={broker}",
            .. TestIssuer.Arguments, $"--Vault:KeyFile={VaultKey.File}", .. settings,
        ]);
        await app.Services.GetRequiredService<EventStore.EventStore>().MigrateAsync();
        await app.Services.GetRequiredService<ServiceDefaults.CodeLists>().LoadAsync(ReferenceData.Folder);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new TestService(app, database, new Uri(address));
    }

    /// <summary>Waits until its queues are bound and its relay reads, so that a message sent now is taken.</summary>
    public Task ReadyAsync() => Eventually.HoldsAsync(
        async () => (await Client.GetStringAsync("/health/ready")).StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal), "the service to be ready");

    /// <summary>Puts a new stream there, as if it had come about.</summary>
    /// <exception cref="InvalidOperationException">The stream is there already.</exception>
    public async Task AppendAsync<TState>(Guid id, IReadOnlyList<object> events, IReadOnlyList<SealedText>? texts = null)
        where TState : class, IAggregate<TState>
    {
        var unit = new AppendUnit { CommandId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) };
        var result = await Store.AppendAsync(unit.Append(new Fetched<TState>(id, TState.Initial, 0), events).Seal(texts ?? []));
        if (result.Status != AppendStatus.Appended)
        {
            throw new InvalidOperationException($"{typeof(TState).Name} {id}: {result.Status}.");
        }
    }

    /// <summary>Stops it and drops its database.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
