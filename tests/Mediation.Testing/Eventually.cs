namespace Mediation.Testing;

/// <summary>Waits for what happens by message: looks until it holds or the deadline passes, then shows the last failure.</summary>
public static class Eventually
{
    /// <summary>Looks every 20 ms.</summary>
    public static async Task Async(Func<Task> look, TimeSpan? within = null)
    {
        var clock = TimeProvider.System;
        var (started, patience) = (clock.GetTimestamp(), within ?? TimeSpan.FromSeconds(20));
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
}
