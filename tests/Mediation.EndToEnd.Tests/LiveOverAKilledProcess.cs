using System.Globalization;
using System.Net.ServerSentEvents;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>kill -9 of the workflow while somebody follows a session through the gateway: who comes back with the last id misses nothing.</summary>
public sealed class LiveOverAKilledProcess : IAsyncLifetime
{
    private const int Answers = 40;

    private ProcessSuite _suite = null!;

    public async Task InitializeAsync() => _suite = await ProcessSuite.StartAsync();

    public async Task DisposeAsync() => await _suite.DisposeAsync();

    [Fact]
    public async Task every_change_is_heard_once_and_in_order()
    {
        var story = new Story(_suite.Client, _suite.Caller);
        await story.SetUpAsync("活");
        var file = await story.OpenAsync();
        var session = await story.CreatedAsync($"/cases/{file.Id}/sessions", new
        {
            startsAt = "2026-05-12T09:00:00+08:00", place = "镇综治中心", panel = "custom", participants = new[] { new { role = "lawyer", name = "王律师" } },
        });
        var participant = session.Body!["participants"]![0]!["id"]!.ToString();
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var from = long.Parse((await story.Gateway.ReadAsync($"/sessions/{session.Id}"))["version"]!, CultureInfo.InvariantCulture);
        var (heard, interruptions) = (new List<long>(), new List<string>());
        var following = FollowAsync(session.Id, from, heard, interruptions, enough.Token);

        await AnswerAsync(session.Id, participant, Answers / 4, enough.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(heard.Count >= Answers / 4), "the first answers to be heard", TimeSpan.FromSeconds(30));
        // Under way while it dies: some are heard before, some only after.
        var answering = AnswerAsync(session.Id, participant, Answers - (Answers / 4), enough.Token);
        await Task.Delay(150, enough.Token);
        await _suite.KillAsync("workflow");
        await Task.Delay(500, enough.Token);
        await _suite.StartAsync("workflow");
        await _suite.HealthyAsync("workflow");
        await answering;
        await following;

        heard.ShouldBe(Enumerable.Range(1, Answers).Select(n => from + n));
        interruptions.ShouldNotBeEmpty("the stream was cut");
    }

    /// <summary>As a browser's EventSource: comes back with the last id until it has heard all.</summary>
    private async Task FollowAsync(Guid session, long from, List<long> heard, List<string> interruptions, CancellationToken cancellation)
    {
        var last = from;
        while (heard.Count < Answers)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/sessions/{session}/live");
                request.Headers.TryAddWithoutValidation("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));
                using var answer = await _suite.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                answer.EnsureSuccessStatusCode();
                await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellation)).EnumerateAsync(cancellation))
                {
                    if (item.EventType == "change")
                    {
                        last = long.Parse(item.EventId!, CultureInfo.InvariantCulture);
                        heard.Add(last);
                    }

                    if (heard.Count >= Answers)
                    {
                        return;
                    }
                }

                interruptions.Add("ended");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                interruptions.Add(e.GetType().Name);
            }

            await Task.Delay(100, cancellation);
        }
    }

    /// <summary>Each under a key of its own, again until it is answered: acknowledged once, whatever dies in between.</summary>
    private async Task AnswerAsync(Guid session, string participant, int times, CancellationToken cancellation)
    {
        for (var n = 0; n < times; n++)
        {
            var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
            while (!await IsTakenAsync($"/sessions/{session}/participants/{participant}/answer", key, n))
            {
                await Task.Delay(50, cancellation);
            }
        }
    }

    private async Task<bool> IsTakenAsync(string path, Guid key, int n)
    {
        try
        {
            return (int)(await _suite.Client.PostAsync(path, new { answer = n % 2 == 0 ? "maybe" : "yes", reason = $"第{n}次" }, key: key)).Status is 200 or 201;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
