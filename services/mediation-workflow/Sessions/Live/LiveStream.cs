using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions.Live;

/// <summary>Writes what happens in a session to one listener: first what was missed since <c>Last-Event-ID</c>, then what comes.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Version">Its version when the listener came.</param>
/// <param name="Show">What this listener may read of a change.</param>
/// <param name="MayStay">Whether access still holds: by the session's newest state when there is one, and from the ground up without.</param>
internal sealed record LiveStream(
    LiveSessions Sessions, Guid SessionId, long Version, Func<LiveChange, string> Show, Func<Session?, ValueTask<bool>> MayStay)
{
    // Three of them fit into the gateway's patience with a silent connection.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(1);

    private static readonly Refusal BadId =
        new("lastEventId.invalid", "Last-Event-ID 应为收到的编号", "Last-Event-ID must be an id that was received")
        { Status = StatusCodes.Status400BadRequest };

    private static readonly Refusal Full =
        new("live.full", "实时连接过多，请稍后重试", "Too many live connections; try again") { Status = StatusCodes.Status503ServiceUnavailable };

    internal IResult Answer(HttpContext http, IHostApplicationLifetime host)
    {
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        var seen = Version;
        if (last.Length > 0 && !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out seen))
        {
            return Problem.From(http, BadId);
        }

        if (Sessions.Join(SessionId) is not { } listener)
        {
            return Problem.From(http, Full);
        }

        http.Response.RegisterForDispose(listener);
        // A host that stops must not wait for those who only listen; they find another instance.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        http.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(EventsAsync(listener, Math.Min(seen, Version), stop.Token));
    }

    private async IAsyncEnumerable<SseItem<string>> EventsAsync(
        LiveListener listener, long seen, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return Item("here", seen, $$"""{"version":{{seen}}}""");
        // The listener has joined before: what comes while this is read is in the news as well.
        IReadOnlyList<LiveChange> changes = await Sessions.SinceAsync(SessionId, seen, cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var change in changes.Where(change => change.Version > seen))
            {
                yield return Item("change", change.Version, Show(change));
                seen = change.Version;
            }

            var news = await listener.NextAsync(Heartbeat, cancellation);
            if (cancellation.IsCancellationRequested || !await MayStay(news?.State))
            {
                yield break;
            }

            changes = news is null ? [] : await WithoutGapAsync(news, seen, cancellation);
            if (news is null)
            {
                yield return new SseItem<string>("{}", "heartbeat");
            }
        }
    }

    private async Task<IReadOnlyList<LiveChange>> WithoutGapAsync(LiveNews news, long seen, CancellationToken cancellation) =>
        news.Changes is [var first, ..] && first.Version <= seen + 1 ? news.Changes : await Sessions.SinceAsync(SessionId, seen, cancellation);

    private static SseItem<string> Item(string type, long version, string data) =>
        new(data, type) { EventId = version.ToString(CultureInfo.InvariantCulture), ReconnectionInterval = Reconnection };
}
