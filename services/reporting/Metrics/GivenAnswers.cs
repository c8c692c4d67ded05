using System.Collections.Concurrent;
using Mediation.EventStore;
using Microsoft.Extensions.Caching.Memory;

namespace Mediation.Reporting.Metrics;

/// <summary>
/// Answers as they were written: whoever asks the same before a fact or a list has changed gets the same again, however many groups it has.
/// Thread-safe.
/// </summary>
internal sealed class GivenAnswers(EventStore.EventStore store) : IDisposable
{
    private const long MostBytes = 24 * 1024 * 1024;

    private readonly MemoryCache _given = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly ConcurrentDictionary<object, Task<WrittenAnswer?>> _underWay = new();
    private long _version;

    public void Dispose() => _given.Dispose();

    /// <summary>The answer given before, or the one that is written now; nothing is kept where there is none.</summary>
    /// <param name="question">Path and query of the request.</param>
    /// <param name="scope">For whom: some may not ask, and small cells are hidden from others.</param>
    /// <param name="today">What is due depends on it.</param>
    /// <param name="write">Answers, from what is stored now.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<WrittenAnswer?> FindAsync(
        string question, RowScope scope, DateOnly today, Func<Task<WrittenAnswer?>> write, CancellationToken cancellation)
    {
        // Read first: what is answered may be newer than this, and is then found by nobody who reads the newer one.
        var version = await VersionAsync(cancellation);
        if (Interlocked.Exchange(ref _version, version) != version)
        {
            // Nobody asks any more for what was given before a change.
            _given.Clear();
        }

        object key = (version, today, question, Each(scope.Units), Each(scope.Areas), Each(scope.UntakenAreas));
        if (_given.TryGetValue<WrittenAnswer>(key, out var known))
        {
            return known;
        }

        var mine = new TaskCompletionSource<WrittenAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _underWay.GetOrAdd(key, mine.Task);
        return first == mine.Task
            ? await WriteAsync(key, mine, write)
            // Who came first may have gone, or been refused.
            : await first.WaitAsync(cancellation) ?? await write();
    }

    // A change makes everybody ask at once: one of them answers for all.
    private async Task<WrittenAnswer?> WriteAsync(object key, TaskCompletionSource<WrittenAnswer?> mine, Func<Task<WrittenAnswer?>> write)
    {
        WrittenAnswer? written = null;
        try
        {
            written = await write();
            return written is null ? null : _given.Set(key, written, new MemoryCacheEntryOptions { Size = written.Length });
        }
        finally
        {
            _underWay.TryRemove(key, out _);
            mine.SetResult(written);
        }
    }

    // Ends each: no area at all is not the one area that is everything.
    private static string Each<T>(IReadOnlyList<T> seen) => string.Concat(seen.Select(one => $"{one};"));

    private async Task<long> VersionAsync(CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand("select version from figures_state");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
