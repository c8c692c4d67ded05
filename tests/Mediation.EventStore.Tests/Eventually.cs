namespace Mediation.EventStore.Tests;

internal static class Eventually
{
    internal static Task ShouldHoldAsync(Func<bool> condition, string what, int seconds = 20) =>
        ShouldHoldAsync(() => Task.FromResult(condition()), what, seconds);

    internal static async Task ShouldHoldAsync(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            (TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds).ShouldBeTrue($"Not within {seconds} s: {what}");
            await Task.Delay(10);
        }
    }
}

/// <summary>A running subscription that keeps what it was given.</summary>
internal sealed class Collected : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RecordedEvent> _events = [];
    private readonly Task _run;

    internal Collected(
        EventStore store, string name, Func<IReadOnlyList<RecordedEvent>, Task>? first = null, int pageSize = 1000, TimeSpan gathering = default)
    {
        Subscription = new Subscription(store, name, async (page, _) =>
        {
            if (first is not null)
            {
                await first(page);
            }

            lock (_events)
            {
                _events.AddRange(page);
            }
        }, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, pageSize, gathering);
        _run = Task.Run(() => Subscription.RunAsync(_stop.Token));
    }

    internal Subscription Subscription { get; }

    internal bool HasEnded => _run.IsCompleted;

    internal List<RecordedEvent> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    internal List<string> Titles => [.. Events.Select(e => e.Data).OfType<BookPlaced>().Select(b => b.Title)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }
}
