namespace Mediation.ServiceDefaults;

/// <summary>
/// Gives memory back once a burst is over: an idle process collects no garbage and would keep what its busiest second took, on machines that
/// run six of them beside a database. It waits for 20 s of rest first: what comes just then waits, some 20 ms for each process that collects.
/// </summary>
internal sealed class MemoryReturn : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    /// <summary>Bytes that heartbeats and polling stay below between two looks.</summary>
    internal const long Rest = 5 << 20;

    /// <summary>Bytes allocated since the last time that make it worth while.</summary>
    internal const long Burst = 32 << 20;

    internal static bool IsOver(long sinceLook, long sinceReturn) => sinceLook < Rest && sinceReturn > Burst;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        var (seen, returned) = (0L, 0L);
        while (await timer.TickAsync(stoppingToken))
        {
            var allocated = GC.GetTotalAllocatedBytes();
            if (IsOver(allocated - seen, allocated - returned))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                returned = allocated;
            }

            seen = allocated;
        }
    }
}
