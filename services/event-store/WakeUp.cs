namespace Mediation.EventStore;

/// <summary>Tells the subscriptions of this process that something was appended, so that they need not wait for their next poll.</summary>
internal sealed class WakeUp
{
    private volatile TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Set() => Interlocked.Exchange(ref _signal, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Take it before reading, so that an append during the read is not slept through.</summary>
    internal Task Next => _signal.Task;
}
