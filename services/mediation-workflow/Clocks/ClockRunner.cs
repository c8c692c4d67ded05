using Mediation.Contracts;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Risks;

namespace Mediation.Workflow.Clocks;

/// <summary>
/// Looks once a second, and at every midnight, which clocks' last day is near or over and puts it on record; once a minute whose colour
/// has changed with time. After a downtime it takes what has gathered. Several instances may run: the states tell what is on record
/// already, and of two appends to one version one wins.
/// </summary>
internal sealed partial class ClockRunner(
    EventStore.EventStore store, ClockShell shell, TimeProvider clock, ILogger<ClockRunner> logger) : BackgroundService
{
    private const int Page = 500;
    private const int AtOnce = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenColours = TimeSpan.FromMinutes(1);

    private DateTimeOffset _coloursAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOutAsync(stoppingToken);
                await ReassessAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(UntilNextLook(), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Clocks come near and run out at midnight, so that is when to look.
    private TimeSpan UntilNextLook()
    {
        var now = clock.GetUtcNow();
        var untilMidnight = ChinaTime.StartOf(ChinaTime.DayOf(now).AddDays(1)) - now;
        return untilMidnight < Pause ? untilMidnight : Pause;
    }

    internal async Task ReassessAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now - _coloursAt < BetweenColours)
        {
            return;
        }

        // What is more than a page waits for the next minute.
        foreach (var id in await Reassessments.DueAsync(store.Database, now, Page, cancellation))
        {
            await AttemptAsync(
                ClockKeeper.OfCase, id, "colour", () => shell.AppendAsync<Case>(id, (state, _, at) => ReassessColour.Decide(state, at), cancellation), cancellation);
        }

        _coloursAt = now;
    }

    internal async Task RunOutAsync(CancellationToken cancellation)
    {
        DueClock? last = null;
        while (true)
        {
            var over = await ClockRows.ActingAsync(store.Database, clock.GetUtcNow(), last, Page, cancellation);
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
            await Parallel.ForEachAsync(over, options, RunOutAsync);
            if (over.Count < Page)
            {
                return;
            }

            last = over[^1];
        }
    }

    private ValueTask RunOutAsync(DueClock over, CancellationToken cancellation) => AttemptAsync(
        over.Kind, over.StreamId, over.Code,
        () => over.Kind switch
        {
            ClockKeeper.OfAgreement => shell.AppendAsync<Agreement>(
                over.StreamId, (state, _, now) => AgreementClocks.Decide(state, over.Code, over.Item, now), cancellation),
            ClockKeeper.OfFollowUp => shell.AppendAsync<FollowUpPlan>(
                over.StreamId, (state, _, now) => RunFollowUpOut.Decide(state, over.Item, now), cancellation),
            _ => shell.AppendAsync<Case>(
                over.StreamId, (state, newId, now) => RunClockOut.Decide(state, over.Code, newId(), now), cancellation),
        },
        cancellation);

    // One that fails does not hold up the others; it is tried again later.
    private async ValueTask AttemptAsync(string kind, Guid stream, string what, Func<Task> attempt, CancellationToken cancellation)
    {
        try
        {
            await attempt();
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogOne(logger, kind, stream, what, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clocks could not be looked at; tried again in a second")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What time brought ({Code}) to {Kind} {Stream} could not be put on record; tried again")]
    private static partial void LogOne(ILogger logger, string kind, Guid stream, string code, Exception fault);
}
