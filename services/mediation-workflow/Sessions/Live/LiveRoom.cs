using System.Threading.Channels;

namespace Mediation.Workflow.Sessions.Live;

/// <summary>Those who follow one session at this instance. Thread-safe.</summary>
internal sealed class LiveRoom
{
    private readonly Lock _gate = new();
    private readonly List<LiveListener> _listeners = [];
    private bool _closed;

    /// <summary>Up to which the listeners were told; negative before the first look. Only the watcher reads and writes it.</summary>
    internal long Version { get; private set; } = -1;

    /// <returns>Null when the last listener has just left.</returns>
    internal LiveListener? Join()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return null;
            }

            var listener = new LiveListener();
            _listeners.Add(listener);
            return listener;
        }
    }

    /// <returns>Whether it was the last one.</returns>
    internal bool Leave(LiveListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
            return _closed = _listeners.Count == 0;
        }
    }

    internal void Tell(LiveNews news, long version)
    {
        Version = version;
        lock (_gate)
        {
            _listeners.ForEach(listener => listener.Tell(news));
        }
    }
}

/// <param name="Changes">Since the news before; none in the first news of a room, and a listener that misses some reads the stream itself.</param>
/// <param name="State">After them.</param>
internal sealed record LiveNews(IReadOnlyList<LiveChange> Changes, Session State);

/// <summary>One who follows. Slow ones lose news, notice it by the version and read it up.</summary>
internal sealed class LiveListener : IDisposable
{
    private readonly Channel<LiveNews> _news =
        Channel.CreateBounded<LiveNews>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    internal Action? Left { get; set; }

    public void Dispose() => Left?.Invoke();

    internal void Tell(LiveNews news) => _news.Writer.TryWrite(news);

    /// <returns>Null when there was none in that time.</returns>
    internal async Task<LiveNews?> NextAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(patience);
        try
        {
            return await _news.Reader.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
