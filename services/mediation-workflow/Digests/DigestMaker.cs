using Mediation.Contracts;

namespace Mediation.Workflow.Digests;

/// <summary>
/// Makes the day's digests from a set hour on, and sends them. Any number of instances may run: the table lets each digest be made
/// once. After a downtime only the current day's are made: yesterday's deadlines help nobody.
/// </summary>
internal sealed partial class DigestMaker(
    DigestStore digests, DigestSettings settings, IDigestSender? sender, TimeProvider clock, ILogger<DigestMaker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private DateOnly _made;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await MakeDueAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task MakeDueAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var day = ChinaTime.DayOf(now);
        if (now < ChinaTime.StartOf(day).AddHours(settings.Hour))
        {
            return;
        }

        if (_made != day)
        {
            foreach (var mediator in await digests.WithoutAsync(day, cancellation))
            {
                await digests.MakeAsync(mediator, day, now, cancellation);
            }

            _made = day;
        }

        for (Guid? last = sender is null ? null : Guid.Empty; last is { } after;)
        {
            last = await digests.SendNextAsync(day, after, now, digest => SendAsync(digest, cancellation), cancellation);
        }
    }

    // One address that is refused does not keep the others waiting; it is tried again in half a minute.
    private async Task<bool> SendAsync(Digest digest, CancellationToken cancellation)
    {
        try
        {
            await sender!.SendAsync(digest, cancellation);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogNotSent(logger, digest.MediatorId, e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The digest of {Mediator} could not be sent; tried again in half a minute")]
    private static partial void LogNotSent(ILogger logger, Guid mediator, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Digests could not be made or sent; tried again in half a minute")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
