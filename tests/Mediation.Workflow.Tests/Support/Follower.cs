using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Mediation.Workflow.Tests;

/// <summary>Someone who follows a session live.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly CancellationTokenSource _patience = new(Patience);

    private Follower(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _events = SseParser.Create(stream).EnumerateAsync(_patience.Token).GetAsyncEnumerator(_patience.Token);
    }

    /// <summary>The id by which to resume.</summary>
    internal string Seen { get; private set; } = "";

    internal static async Task<Follower> FollowAsync(Person person, string path, string? lastEventId = null)
    {
        var response = await SendAsync(person, path, lastEventId);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var follower = new Follower(response, await response.Content.ReadAsStreamAsync());
        (await follower.NextAsync()).Type.ShouldBe("here");
        return follower;
    }

    internal static async Task<HttpResponseMessage> SendAsync(Person person, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.TryAddWithoutValidation("Authorization", person.Authorization ?? "None");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await person.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    internal async Task<(string Type, JsonElement Data)> NextAsync()
    {
        do
        {
            (await _events.MoveNextAsync()).ShouldBeTrue("the stream has ended");
        }
        while (_events.Current.EventType == "heartbeat");
        Seen = _events.Current.EventId ?? Seen;
        return (_events.Current.EventType, JsonElement.Parse(_events.Current.Data));
    }

    /// <summary>Kinds of so many changes, whose ids are the stream's versions without a gap.</summary>
    internal async Task<IReadOnlyList<string>> KindsAsync(int count)
    {
        var kinds = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var before = long.Parse(Seen, System.Globalization.CultureInfo.InvariantCulture);
            var (type, data) = await NextAsync();
            (type, Seen, data.GetProperty("version").GetInt64()).ShouldBe(("change", $"{before + 1}", before + 1));
            kinds.Add(data.GetProperty("kind").GetString()!);
        }

        return kinds;
    }

    /// <summary>Waits until the service ends the stream.</summary>
    internal async Task EndsAsync()
    {
        while (await _events.MoveNextAsync())
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _response.Dispose();
        _patience.Dispose();
    }
}
