using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>A session that many follow through the gateway: how long until a change has reached the last of them.</summary>
internal static class RoomBenchmarks
{
    private const int Listeners = 50;
    private const int Changes = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(173);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal static async Task RunAsync(Report report, ProcessSuite suite)
    {
        using var caller = new TestCaller(new SocketsHttpHandler { MaxConnectionsPerServer = 200 });
        using var gateway = new HttpClient(caller) { BaseAddress = suite.Client.BaseAddress, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        var (session, participant) = await CallAsync(gateway, caller);
        using var enough = new CancellationTokenSource(Patience);
        var arrivals = new long[Listeners][];
        var following = new List<Task>();
        var here = new CountdownEvent(Listeners);
        for (var i = 0; i < Listeners; i++)
        {
            following.Add(FollowAsync(gateway, session, arrivals[i] = new long[Changes], here, enough.Token));
        }

        await Task.Run(() => here.Wait(enough.Token));
        var (sent, answered) = (new long[Changes], new long[Changes]);
        for (var n = 0; n < Changes; n++)
        {
            sent[n] = Stopwatch.GetTimestamp();
            (await gateway.PostAsync($"/sessions/{session}/participants/{participant}/answer", new { answer = "maybe", reason = "看天气" })).Must(HttpStatusCode.OK);
            answered[n] = Stopwatch.GetTimestamp();
            // Not in step with the service's own looks.
            await Task.Delay(Pause);
        }

        await Task.WhenAll(following);
        var last = Enumerable.Range(0, Changes).Select(n => arrivals.Max(listener => listener[n])).ToArray();
        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        await report.TableAsync(
            $"A room of {Listeners} listeners through the gateway, {Changes} changes; until the last listener has it. Load average {load}.",
            ["", "p50, ms", "p99, ms", "worst, ms"],
            [Row("from sending the command", sent, last), Row("from the command's answer", answered, last)]);
    }

    private static object[] Row(string what, long[] from, long[] to)
    {
        var spread = Spread.Of(from.Zip(to, (start, end) => Stopwatch.GetElapsedTime(start, end).TotalMilliseconds));
        return [what, spread.Median, spread.P99, spread.Worst];
    }

    private static async Task<(Guid Session, string Participant)> CallAsync(HttpClient gateway, TestCaller caller)
    {
        var file = (await new Commands(gateway, caller).OpenCasesAsync(1))[0];
        var called = (await gateway.PostAsync($"/cases/{file}/sessions", new
        {
            startsAt = "2026-05-12T09:00:00+08:00", place = "镇综治中心", panel = "custom", participants = new[] { new { role = "lawyer", name = "王律师" } },
        })).Must(HttpStatusCode.Created);
        return (called.Id, called.Body!["participants"]![0]!["id"]!.ToString());
    }

    private static async Task FollowAsync(HttpClient gateway, Guid session, long[] arrivals, CountdownEvent here, CancellationToken cancellation)
    {
        using var answer = await gateway.GetAsync($"/api/v1/sessions/{session}/live", HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        var n = 0;
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellation)).EnumerateAsync(cancellation))
        {
            switch (item.EventType)
            {
                case "here":
                    here.Signal();
                    break;
                case "change" when JsonElement.Parse(item.Data).GetProperty("kind").GetString() == "participant_answered":
                    arrivals[n++] = Stopwatch.GetTimestamp();
                    break;
            }

            if (n == arrivals.Length)
            {
                return;
            }
        }
    }
}
