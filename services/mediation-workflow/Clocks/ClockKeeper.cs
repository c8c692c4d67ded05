using Mediation.EventStore;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Clocks;

/// <summary>
/// Keeps the tables of running clocks and of colours to look at again beside the states, and plans the follow-up of cases that were
/// closed. One instance at a time.
/// </summary>
internal sealed class ClockKeeper : BackgroundService
{
    internal const string OfCase = "case";
    internal const string OfAgreement = "agreement";
    internal const string OfFollowUp = "followUp";

    // What runs here runs for days.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly EventStore.EventStore _store;
    private readonly ClockShell _shell;
    private readonly Subscription _subscription;

    public ClockKeeper(EventStore.EventStore store, ClockShell shell, ILogger<ClockKeeper> logger)
    {
        (_store, _shell) = (store, shell);
        _subscription = new Subscription(store, "clocks", KeepAsync, logger, gathering: Gathering);
    }

    internal SubscriptionStatus Status => _subscription.Status;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _subscription.RunAsync(stoppingToken);

    private async Task KeepAsync(IReadOnlyList<RecordedEvent> page, CancellationToken cancellation)
    {
        var streams = page.Select(e => e.StreamId).ToHashSet();
        var cases = await _store.LoadManyAsync<Case>(streams, cancellation);
        var agreements = await _store.LoadManyAsync<Agreement>(streams, cancellation);
        var plans = await _store.LoadManyAsync<FollowUpPlan>(streams, cancellation);
        foreach (var id in page.Where(e => e.Data is CaseClosed or RoundOpened).Select(e => e.StreamId).Distinct())
        {
            await PlanAsync(cases.First(c => c.Id == id).State, cancellation);
        }

        List<ClockRow> rows =
        [
            .. cases.SelectMany(c => c.State.Clocks.Select(clock => new ClockRow(c.Id, OfCase, c.Id, clock))),
            .. agreements.SelectMany(a => AgreementClocks.Of(a.State).Select(clock => new ClockRow(a.Id, OfAgreement, a.State.CaseId, clock))),
            .. plans.SelectMany(p => p.State.Clocks.Select(clock => new ClockRow(p.Id, OfFollowUp, p.State.CaseId, clock))),
        ];
        var files = cases.Select(c => c.Id).Concat(agreements.Select(a => a.State.CaseId)).Concat(plans.Select(p => p.State.CaseId)).ToHashSet();
        await ClockRows.WriteAsync(_store.Database, streams, files, [.. rows.Where(r => r.Clock.Runs)], cancellation);
        await Reassessments.WriteAsync(_store.Database, [.. cases.Select(c => (c.Id, RiskCatalog.NextChange(c.State)))], cancellation);
    }

    private Task PlanAsync(Case file, CancellationToken cancellation) => _shell.AppendAsync<FollowUpPlan>(
        FollowUpPlan.IdOf(file.Id), (state, newId, now) => PlanFollowUps.Decide(state, file, newId, now), cancellation);
}
