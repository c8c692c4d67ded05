namespace Mediation.Testing;

/// <summary>Waits for what happens by message: looks until it holds or the deadline passes, then shows the last failure.</summary>
public static class Eventually
{
    // A transaction left open in any database of the server holds up every subscription, for as long as the idle time-out lets it (30 s).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks every 20 ms.</summary>
    public static async Task Async(Func<Task> look, TimeSpan? within = null)
    {
        var clock = TimeProvider.System;
        var (started, patience) = (clock.GetTimestamp(), within ?? Patience);
        while (true)
        {
            try
            {
                await look();
                return;
            }
            catch (Exception) when (clock.GetElapsedTime(started) < patience)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Asks every 20 ms until it holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + (patience ?? Patience);
        while (!await condition())
        {
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException($"Waited in vain for {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
