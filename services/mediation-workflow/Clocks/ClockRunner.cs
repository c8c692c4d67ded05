using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.FollowUps;

namespace Mediation.Workflow.Clocks;

/// <summary>
/// Looks once a second which clocks are over and puts it on record. After a downtime it takes what has gathered. Several instances may
/// run: the states tell what is on record already, and of two appends to one version one wins.
/// </summary>
internal sealed partial class ClockRunner(
    EventStore.EventStore store, ClockShell shell, TimeProvider clock, ILogger<ClockRunner> logger) : BackgroundService
{
    private const int Page = 500;
    private const int AtOnce = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOutAsync(stoppingToken);
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

    internal async Task RunOutAsync(CancellationToken cancellation)
    {
        DueClock? last = null;
        while (true)
        {
            var over = await ClockRows.OverAsync(store.Database, clock.GetUtcNow(), last, Page, cancellation);
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
            await Parallel.ForEachAsync(over, options, RunOutAsync);
            if (over.Count < Page)
            {
                return;
            }

            last = over[^1];
        }
    }

    // One that fails does not hold up the others; it is tried again a second later.
    private async ValueTask RunOutAsync(DueClock over, CancellationToken cancellation)
    {
        try
        {
            await (over.Kind switch
            {
                ClockKeeper.OfAgreement => shell.AppendAsync<Agreement>(
                    over.StreamId, (state, _, now) => AgreementClocks.Decide(state, over.Code, over.Item, now), cancellation),
                ClockKeeper.OfFollowUp => shell.AppendAsync<FollowUpPlan>(
                    over.StreamId, (state, _, now) => RunFollowUpOut.Decide(state, over.Item, now), cancellation),
                _ => shell.AppendAsync<Case>(
                    over.StreamId, (state, newId, now) => RunClockOut.Decide(state, over.Code, newId(), now), cancellation),
            });
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogOne(logger, over.Kind, over.StreamId, over.Code, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clocks could not be looked at; tried again in a second")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clock {Code} of {Kind} {Stream} could not be run out; tried again in a second")]
    private static partial void LogOne(ILogger logger, string kind, Guid stream, string code, Exception fault);
}
