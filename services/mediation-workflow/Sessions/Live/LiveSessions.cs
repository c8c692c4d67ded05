using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;

namespace Mediation.Workflow.Sessions.Live;

/// <summary>
/// Watches the sessions that somebody follows here: one look at their versions for all of them, every 50 ms, and one reading of what is new
/// for all listeners of a room. Nothing is kept between restarts or shared between instances: the stream itself says what was missed. Thread-safe.
/// </summary>
internal sealed partial class LiveSessions(EventStore.EventStore store, TimeProvider clock, ILogger<LiveSessions> logger) : BackgroundService
{
    /// <summary>Listeners of one instance; each holds a connection.</summary>
    internal const int MostListeners = 4000;

    private const string VersionsSql = "select id, version from mt_streams where id = any($1)";

    private const string ChangesSql = "select version, type, timestamp, data from mt_events where stream_id = $1 and version > $2 order by version";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<Guid, LiveRoom> _rooms = new();
    private int _listeners;

    /// <returns>Null when there are too many already.</returns>
    internal LiveListener? Join(Guid sessionId)
    {
        if (Interlocked.Increment(ref _listeners) > MostListeners)
        {
            Interlocked.Decrement(ref _listeners);
            return null;
        }

        // A room that was just left empty is closed: then another is made.
        while (true)
        {
            if (_rooms.GetOrAdd(sessionId, _ => new LiveRoom()).Join() is { } listener)
            {
                listener.Left = () => Leave(sessionId, listener);
                return listener;
            }
        }
    }

    /// <summary>What happened after a version.</summary>
    internal async Task<IReadOnlyList<LiveChange>> SinceAsync(Guid sessionId, long version, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(ChangesSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var changes = new List<LiveChange>();
        while (await reader.ReadAsync(cancellation))
        {
            changes.Add(LiveChange.From(
                reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<JsonElement>(3)));
        }

        return changes;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var away = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
                away = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is: the next look finds what this one missed.
                if (!away)
                {
                    LogAway(logger, e.GetType().Name);
                }

                away = true;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        if (_rooms.IsEmpty)
        {
            return;
        }

        foreach (var (id, version) in await VersionsAsync([.. _rooms.Keys], cancellation))
        {
            if (_rooms.TryGetValue(id, out var room) && room.Version < version)
            {
                var known = room.Version;
                var session = await store.FetchForWritingAsync<Session>(id, cancellation);
                room.Tell(new LiveNews(known < 0 ? [] : await SinceAsync(id, known, cancellation), session.State), version);
            }
        }
    }

    private async Task<List<(Guid Id, long Version)>> VersionsAsync(Guid[] ids, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(VersionsSql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var versions = new List<(Guid, long)>();
        while (await reader.ReadAsync(cancellation))
        {
            versions.Add((reader.GetGuid(0), reader.GetInt64(1)));
        }

        return versions;
    }

    private void Leave(Guid sessionId, LiveListener listener)
    {
        Interlocked.Decrement(ref _listeners);
        if (_rooms.TryGetValue(sessionId, out var room) && room.Leave(listener))
        {
            _rooms.TryRemove(new KeyValuePair<Guid, LiveRoom>(sessionId, room));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions cannot be watched: {Fault}")]
    private static partial void LogAway(ILogger logger, string fault);
}
