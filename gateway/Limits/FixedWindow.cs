using System.Threading.RateLimiting;
using Mediation.Gateway.Routes;

namespace Mediation.Gateway.Limits;

/// <summary>
/// Ocelot's algorithm for one client on one route: so many requests per period, and once over the limit shut out for
/// Wait, or without it until the period ends. It has no timer; a full period costs one lock and one look at the clock.
/// </summary>
internal sealed class FixedWindow(Quota quota, TimeProvider clock) : RateLimiter
{
    private readonly Lock _gate = new();
    private readonly long _period = Ticks(quota.Period, clock);
    private readonly long _wait = Ticks(quota.Wait ?? TimeSpan.Zero, clock);
    private long _ends = long.MinValue;
    private long _used;
    private bool _shutOut;

    // The middleware forgets a limiter that has been idle for a while; never one whose window is still open.
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_gate)
            {
                var now = clock.GetTimestamp();
                return now < _ends ? null : clock.GetElapsedTime(Math.Max(_ends, 0), now);
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            if (now >= _ends)
            {
                (_ends, _used, _shutOut) = (now + _period, 0, false);
            }

            if (!_shutOut && _used + permitCount <= quota.Limit)
            {
                _used += permitCount;
                return Lease.Granted;
            }

            if (!_shutOut && quota.Wait is not null)
            {
                _ends = now + _wait;
            }

            _shutOut = true;
            return new Lease(clock.GetElapsedTime(now, _ends));
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(permitCount));

    private static long Ticks(TimeSpan length, TimeProvider clock) => (long)(length.TotalSeconds * clock.TimestampFrequency);

    private sealed class Lease(TimeSpan? retryAfter) : RateLimitLease
    {
        public static readonly Lease Granted = new(null);

        public override bool IsAcquired => retryAfter is null;

        public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
