using Mediation.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;

namespace Mediation.Gateway.Routes;

/// <summary>
/// Reads the file again and again and takes a new content once it stood still between two looks. File events are not
/// used: they miss a replaced symbolic link (a Kubernetes ConfigMap) and a rename over the file on some file systems.
/// </summary>
internal sealed partial class RouteWatcher(RouteSource source, IConfigValidator validator, TimeProvider clock, ILogger<RouteWatcher> log)
    : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause, clock);
        var handled = await LookAsync();
        var seen = handled;
        await TakeAsync(handled);
        while (await timer.TickAsync(stoppingToken))
        {
            var now = await LookAsync();
            if (now.AsSpan().SequenceEqual(seen) && !now.AsSpan().SequenceEqual(handled))
            {
                await TakeAsync(now);
                handled = now;
            }

            seen = now;
        }
    }

    // Nothing there reads as empty, which is no valid table either.
    private async Task<byte[]> LookAsync()
    {
        try
        {
            return await File.ReadAllBytesAsync(source.Path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private async Task TakeAsync(byte[] content)
    {
        try
        {
            var table = source.Read(content);
            if (await FaultsAsync(table) is { Count: > 0 } faults)
            {
                throw new RouteFileException(Path.GetFileName(source.Path), faults);
            }

            var changed = !table.Routes.SequenceEqual(((ProxyTable)source.GetConfig()).Routes);
            source.Use(table);
            if (changed)
            {
                LogTaken(table.Routes.Count);
            }
        }
        catch (RouteFileException refused)
        {
            source.KeepBecause(refused.Message);
            LogKept(refused.Message);
        }
    }

    private async Task<List<string>> FaultsAsync(ProxyTable table)
    {
        var faults = new List<Exception>();
        foreach (var route in table.Routes)
        {
            faults.AddRange(await validator.ValidateRouteAsync(route));
        }

        foreach (var cluster in table.Clusters)
        {
            faults.AddRange(await validator.ValidateClusterAsync(cluster));
        }

        return [.. faults.Select(f => f.Message)];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} routes in use")]
    private partial void LogTaken(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The old routes stay in use: {Reason}")]
    private partial void LogKept(string reason);
}
