using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Committees;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Workflow.Tests;

/// <summary>The running service with its own database and vhost, a bus that hears what it publishes, and intake's stand-in for names.</summary>
[CollectionDefinition(Name)]
public sealed class WorkflowSuite : IAsyncLifetime, ICollectionFixture<WorkflowSuite>
{
    public const string Name = "workflow";

    private readonly ConcurrentQueue<object> _heard = new();
    private IBusControl _bus = null!;

    internal TestService Service { get; private set; } = null!;

    internal IntakeStandIn Intake { get; } = new();

    internal HttpClient Client => Service.Client;

    public async Task InitializeAsync()
    {
        var broker = await TestBroker.LeaseAsync();
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(broker));
            rabbit.ConfigureJsonSerializerOptions(_ => MessageJson.Options);
            rabbit.ReceiveEndpoint("test-listener", queue =>
            {
                queue.Handler<MediatorWanted>(context => Hear(context.Message));
                queue.Handler<CaseEnded>(context => Hear(context.Message));
                queue.Handler<MediatorNamed>(context => Hear(context.Message));
                queue.Handler<CaseFactsChanged>(context => Hear(context.Message));
                queue.Handler<SessionFactsChanged>(context => Hear(context.Message));
                queue.Handler<AgreementFactsChanged>(context => Hear(context.Message));
                queue.Handler<FollowUpFactsChanged>(context => Hear(context.Message));
            });
        });
        await _bus.StartAsync();
        await Intake.StartAsync();
        Service = await TestService.StartAsync(WorkflowService.Build, broker, $"--Services:Intake={Intake.Address}");
        Service.Caller.Join(Facts.Committee);
        var health = await Service.App.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        health.ShouldBe(BusHealthStatus.Healthy);
        await RegisterAsync(Facts.Id(39));
    }

    public async Task DisposeAsync()
    {
        await SnapshotsEqualTheirStreamsAsync();
        await Service.DisposeAsync();
        await Intake.DisposeAsync();
        await _bus.StopAsync();
    }

    internal Task PublishAsync<T>(T message, Guid? messageId = null) where T : class =>
        _bus.Publish(message, context => context.MessageId = messageId ?? context.MessageId);

    /// <summary>The roster tells of a committee beside that of the cases.</summary>
    internal async Task RegisterAsync(Guid committee)
    {
        await PublishAsync(new CommitteeRegistered(committee, 1, "邻", "610981"));
        await UntilAsync(async () => await Service.Store.FetchForWritingAsync<Committee>(committee) is { Exists: true } heard ? heard : null);
    }

    internal IReadOnlyList<T> Heard<T>() => [.. _heard.OfType<T>()];

    internal Task<T> HearsAsync<T>(Func<T, bool> wanted) => UntilAsync(() => Task.FromResult(Heard<T>().LastOrDefault(wanted)));

    /// <summary>A case of its own for a test, waiting for a mediator.</summary>
    internal async Task<TestCase> AcceptAsync(string type = "0999", string area = "610981113")
    {
        var file = TestCase.New(Client, type, area);
        await PublishAsync(file.Accepted);
        await HearsAsync<MediatorWanted>(m => m.CaseId == file.Id);
        return file;
    }

    /// <summary>A case of its own for a test, open.</summary>
    internal async Task<TestCase> OpenAsync(string type = "0999", string area = "610981113")
    {
        var file = await AcceptAsync(type, area);
        await PublishAsync(new MediatorReserved(file.Id, 1, file.Mediator, file.Accepted.AcceptedAt));
        await UntilAsync(async () => (await file.ReadAsync()).GetProperty("assignment").TryGetProperty("proposedMediatorId", out var id)
            && id.ValueKind == JsonValueKind.String ? file : null);
        await file.ChangeAsync("assignment/acceptance", new { mediatorId = file.Mediator });
        return file;
    }

    internal static async Task<T> UntilAsync<T>(Func<Task<T?>> look)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"No {typeof(T).Name} within 30 s.");
    }

    private Task Hear(object message)
    {
        _heard.Enqueue(message);
        return Task.CompletedTask;
    }

    private async Task SnapshotsEqualTheirStreamsAsync()
    {
        await EqualAsync<Case>();
        await EqualAsync<Session>();
        await EqualAsync<Agreement>();
        await EqualAsync<FollowUpPlan>();
        await EqualAsync<Confirmation>();
        await EqualAsync<OwnMethod>();
        await EqualAsync<Committee>();
    }

    private async Task EqualAsync<T>() where T : class, IAggregate<T>
    {
        foreach (var snapshot in await Service.Store.QueryAsync<T>("true", []))
        {
            var folded = await Service.Store.RebuildAsync<T>(snapshot.Id);
            folded.Version.ShouldBe(snapshot.Version);
            JsonSerializer.Serialize(snapshot.State, ServiceJson.Options).ShouldBe(JsonSerializer.Serialize(folded.State, ServiceJson.Options));
        }
    }
}
