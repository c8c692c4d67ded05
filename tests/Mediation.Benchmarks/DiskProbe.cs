namespace Mediation.Benchmarks;

/// <summary>
/// What the disk does meanwhile, without the suite: a page appended to a file of its own and flushed, some times a second. A command waits for such
/// a flush; where both have the same worst, the disk paused.
/// </summary>
internal static class DiskProbe
{
    private const int PerSecond = 20;

    /// <returns>Timed from when each was due.</returns>
    internal static async Task<Spread> RunAsync(TimeSpan time)
    {
        var page = new byte[8192];
        await using var file = new FileStream(
            Path.Combine(AppContext.BaseDirectory, "disk-probe"), FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        return await Pace.RunAsync(PerSecond, time, i => Task.Run(() =>
        {
            RandomAccess.Write(file.SafeFileHandle, page, (long)i * page.Length);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }));
    }
}
