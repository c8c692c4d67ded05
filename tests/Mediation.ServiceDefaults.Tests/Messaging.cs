using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.ServiceDefaults.Tests;

public sealed class Messaging(NotebookFixture fixture) : IClassFixture<NotebookFixture>
{
    private readonly TestService _service = fixture.Service;

    private async Task<Guid> OpenAsync() =>
        (await (await _service.Client.PostAsync("/notebooks", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

    private async Task<int> CopiedAsync(Guid notebook) =>
        (await _service.Store.FetchForWritingAsync<Copy>(LineToCopyConsumer.CopyIdOf(notebook))).State.Lines;

    private async Task WriteAsync(Guid notebook) =>
        (await _service.Client.PostAsJsonAsync($"/notebooks/{notebook}/lines", new { text = "a" })).EnsureSuccessStatusCode();

    [Fact]
    public async Task every_event_is_relayed_and_takes_effect_once()
    {
        var id = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => WriteAsync(id)));
        await Eventually.Async(async () => (await CopiedAsync(id)).ShouldBe(20));
    }

    [Fact]
    public async Task a_message_that_comes_five_times_takes_effect_once()
    {
        var id = await OpenAsync();
        var bus = _service.App.Services.GetRequiredService<IBus>();
        var messageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        for (var i = 0; i < 5; i++)
        {
            await bus.Publish(new LineToCopy(id), context => context.MessageId = messageId);
        }

        await WriteAsync(id);
        await Eventually.Async(async () => (await CopiedAsync(id)).ShouldBe(2));
        (await CopiedAsync(id)).ShouldBe(2);
    }

    [Fact]
    public async Task a_consumer_that_fails_for_a_while_is_tried_again()
    {
        var id = await OpenAsync();
        LineToCopyConsumer.Faults[id] = 2;
        await WriteAsync(id);
        await Eventually.Async(async () => (await CopiedAsync(id)).ShouldBe(1));
    }

    [Fact]
    public async Task a_message_that_outlives_the_retries_waits_in_the_database_and_comes_back()
    {
        var id = await OpenAsync();
        LineToCopyConsumer.Faults[id] = 4;
        await WriteAsync(id);
        await Eventually.Async(async () =>
        {
            await using var waiting = _service.Store.Database.CreateCommand("select count(*) from deferred_messages");
            (await waiting.ExecuteScalarAsync()).ShouldBe(1L);
        });
        await Eventually.Async(async () => (await CopiedAsync(id)).ShouldBe(1));
    }

    [Fact]
    public async Task inbox_rows_are_forgotten_after_thirty_days()
    {
        await using var rows = _service.Store.Database.CreateCommand(
            """
            insert into mt_inbox (consumer, message_id, timestamp)
            values ('retention', gen_random_uuid(), now() - interval '31 days'), ('retention', gen_random_uuid(), now() - interval '29 days')
            """);
        await rows.ExecuteNonQueryAsync();
        (await InboxRetention.ForgetAsync(_service.Store, default)).ShouldBe(1);
        await using var left = _service.Store.Database.CreateCommand("select count(*) from mt_inbox where consumer = 'retention'");
        (await left.ExecuteScalarAsync()).ShouldBe(1L);
    }
}
