namespace Mediation.ServiceDefaults;

/// <summary>Lets commands that lost a race for one stream go on one after another, instead of losing again to each other.</summary>
internal sealed class StreamTurns
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for the stream's turn; dispose to pass it on. Streams may share a turn.</summary>
    internal async Task<Turn> TakeAsync(Guid stream, CancellationToken cancellation)
    {
        var turn = _turns[(uint)stream.GetHashCode() % _turns.Length];
        await turn.WaitAsync(cancellation);
        return new Turn(turn);
    }

    internal sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
