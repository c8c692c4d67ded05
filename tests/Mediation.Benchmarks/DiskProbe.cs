namespace Mediation.Benchmarks;

/// <summary>
/// What the disk does meanwhile, without the suite: a page appended to a file of its own and flushed, some times a second. A command waits for such
/// a flush; where both have the same worst, the disk paused.
/// </summary>
internal sealed class DiskProbe : IDisposable
{
    private const int PerSecond = 20;
    private readonly byte[] _page = new byte[8192];
    private readonly FileStream _file = new(
        Path.Combine(AppContext.BaseDirectory, "disk-probe"), FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);

    /// <returns>Timed from when each was due.</returns>
    internal Task<Spread> RunAsync(TimeSpan time) => Pace.RunAsync(PerSecond, time, i => Task.Run(() =>
    {
        RandomAccess.Write(_file.SafeFileHandle, _page, (long)i * _page.Length);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }));

    public void Dispose() => _file.Dispose();
}
