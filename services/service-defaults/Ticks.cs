namespace Mediation.ServiceDefaults;

/// <summary>Waiting in a host's background work.</summary>
public static class Ticks
{
    /// <summary>Waits for the next tick. A host that stops, or is disposed of without, ends the waiting; it is no fault of the work.</summary>
    /// <returns>False when the host stops.</returns>
    public static async ValueTask<bool> TickAsync(this PeriodicTimer timer, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(timer);
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
