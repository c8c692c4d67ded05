using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Mediation.Reporting.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Reporting.Tests;

/// <summary>The running service with a database and a vhost of its own.</summary>
public sealed class ReportingFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TestService _service = null!;

    internal TestService Service => _service;

    internal HttpClient Client => _service.Client;

    internal string Database => _service.Database.ConnectionString;

    internal FactStore Facts => _service.App.Services.GetRequiredService<FactStore>();

    internal EventStore.EventStore Store => _service.Store;

    internal IServiceProvider Services => _service.App.Services;

    public async Task InitializeAsync() => _service = await TestService.StartAsync(ReportingService.Build, await TestBroker.LeaseAsync());

    public async Task DisposeAsync() => await _service.DisposeAsync();

    /// <summary>Publishes as a relay does: with an id, mandatory.</summary>
    internal Task PublishAsync<T>(T message, Guid? messageId = null) where T : class => PublishAsync(_service, message, messageId);

    /// <inheritdoc cref="PublishAsync{T}(T, Guid?)"/>
    internal static async Task PublishAsync<T>(TestService service, T message, Guid? messageId = null) where T : class
    {
        using var timeout = new CancellationTokenSource(Patience);
        await service.App.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, timeout.Token);
        await service.App.Services.GetRequiredService<IBus>().Publish(message, context =>
        {
            context.MessageId = messageId ?? SomeFacts.NewId();
            context.Mandatory = true;
        }, timeout.Token);
    }

    /// <summary>As the consumers do, without the broker.</summary>
    internal Task RecordAsync<T>(params IEnumerable<T> facts) where T : class => Facts.RecordAsync([.. facts.Select(f => FactRow.From(SomeFacts.NewId(), f)!)]);

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = Store.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<JsonElement> GetAsync(string path)
    {
        var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asks until the answer is as expected; the last answer is the failure's message.</summary>
    internal async Task<JsonElement> EventuallyAsync(string path, Func<JsonElement, bool> expected)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await GetAsync(path);
            if (expected(answer))
            {
                return answer;
            }

            TimeProvider.System.GetElapsedTime(deadline).ShouldBeLessThan(Patience, answer.ToString());
            await Task.Delay(20);
        }
    }

    internal async Task<(int Status, JsonElement Problem)> ProblemAsync(string path)
    {
        var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
