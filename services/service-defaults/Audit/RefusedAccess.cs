namespace Mediation.ServiceDefaults;

/// <summary>
/// Puts failed authorizations on record without letting anyone fill the disk: the first of an address, action, actor and subject at once, the others
/// of that minute as one entry with their count. Thread-safe.
/// </summary>
internal sealed class RefusedAccess(AuditTrail trail, TimeProvider clock) : BackgroundService
{
    // What comes from more sources in one minute is counted together.
    private const int MostSources = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Dictionary<Source, Tally> _minute = [];

    internal void Note(HttpContext http, Caller? caller, string action, Guid? subject = null)
    {
        var entry = trail.EntryOf(http, caller, action, subject);
        lock (_gate)
        {
            if (_minute.Count >= MostSources && !_minute.ContainsKey(Source.Of(entry)))
            {
                entry = entry with { Address = null, Actor = null, ClientId = null, Subject = null };
            }

            if (!Count(entry))
            {
                _ = TellAsync(entry);
            }
        }
    }

    /// <summary>Puts what was counted since the last time on record.</summary>
    internal Task TellAsync()
    {
        Dictionary<Source, Tally> counted;
        lock (_gate)
        {
            (counted, _minute) = (_minute, []);
        }

        return Task.WhenAll(counted.Values.Where(tally => tally.Untold > 0).Select(tally => TellAsync(tally.First with { Times = tally.Untold })));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TellAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Window, clock);
        while (await timer.TickAsync(stoppingToken))
        {
            await TellAsync();
        }
    }

    /// <returns>Whether its like was told of in this minute already.</returns>
    private bool Count(AuditEntry entry)
    {
        var known = _minute.TryGetValue(Source.Of(entry), out var tally);
        _minute[Source.Of(entry)] = known ? tally with { First = tally.Untold == 0 ? entry : tally.First, Untold = tally.Untold + entry.Times } : new Tally(entry, 0);
        return known;
    }

    private async Task TellAsync(AuditEntry entry)
    {
        try
        {
            await (trail.Offer(entry, []) ?? throw new AuditUnavailableException(null));
        }
        catch (AuditUnavailableException)
        {
            // For the next time: a refusal stands without its record, which must not be lost.
            lock (_gate)
            {
                if (!Count(entry))
                {
                    _minute[Source.Of(entry)] = new Tally(entry, entry.Times);
                }
            }
        }
    }

    private readonly record struct Source(string? Address, string Action, string? Actor, string? ClientId, Guid? Subject)
    {
        internal static Source Of(AuditEntry entry) => new(entry.Address, entry.Action, entry.Actor, entry.ClientId, entry.Subject);
    }

    /// <param name="First">Of those that are not on record yet.</param>
    /// <param name="Untold">How many they are.</param>
    private readonly record struct Tally(AuditEntry First, int Untold);
}
