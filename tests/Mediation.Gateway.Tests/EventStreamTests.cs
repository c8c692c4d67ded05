using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

/// <summary>Server-sent events pass as they come, for as long as they come.</summary>
public sealed class EventStreamTests
{
    [Fact]
    public async Task An_event_arrives_before_the_next_is_written()
    {
        var turn = new SemaphoreSlim(0);
        await using var backend = await Backend.StartAsync(http => StreamAsync(http, () => turn.WaitAsync(http.RequestAborted)));
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));
        using var answer = await FollowAsync(gateway, "7");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        await using var events = SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        for (var i = 1; i <= 5; i++)
        {
            // The service writes the next one only when this one is here.
            (await events.MoveNextAsync()).ShouldBeTrue();
            (events.Current.EventId, events.Current.Data).ShouldBe(($"{i}", $"event {i}"));
            turn.Release();
        }

        backend.Last.Headers["Last-Event-ID"].ShouldBe("7");
    }

    [Fact]
    public async Task A_stream_outlives_the_time_an_answer_may_take_as_long_as_it_is_not_silent()
    {
        await using var backend = await Backend.StartAsync(http => StreamAsync(http, () => Task.Delay(1000, http.RequestAborted)));
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port, """ "QoSOptions": { "Timeout": 8000 } """));
        using var answer = await FollowAsync(gateway, null);
        await using var events = SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        for (var i = 1; i <= 10; i++)
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task When_the_listener_goes_the_service_hears_of_it()
    {
        var gone = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async http =>
        {
            http.RequestAborted.Register(gone.SetResult);
            await StreamAsync(http, () => Task.Delay(50, http.RequestAborted));
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));
        (await FollowAsync(gateway, null)).Dispose();
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<HttpResponseMessage> FollowAsync(RunningGateway gateway, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, "/live"));
        if (last is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        }

        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task StreamAsync(HttpContext http, Func<Task> pause)
    {
        http.Response.ContentType = "text/event-stream";
        for (var i = 1; !http.RequestAborted.IsCancellationRequested; i++)
        {
            await http.Response.WriteAsync($"id: {i}\ndata: event {i}\n\n");
            await http.Response.Body.FlushAsync();
            await pause();
        }
    }
}
