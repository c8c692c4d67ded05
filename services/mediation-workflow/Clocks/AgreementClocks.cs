using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;

namespace Mediation.Workflow.Clocks;

/// <summary>
/// The clocks of an agreement in effect: of each obligation the next day on which something is still to be done, and until when a
/// court takes the joint application.
/// </summary>
internal static class AgreementClocks
{
    internal static IEnumerable<Clock> Of(Agreement state)
    {
        if (state.EffectiveAt is not { } effectiveAt)
        {
            return [];
        }

        var on = ChinaTime.DayOf(effectiveAt);
        var version = ClockCatalog.InForce(on).Version;
        var open = state.PerformedAtOnce ? [] : ObligationAccount.AllOf(state, DateOnly.MaxValue).Where(account => account.NextDueOn is not null);
        return open.Select(account => new Clock(ClockCatalog.Obligation, version, on, account.NextDueOn!.Value, account.ObligationId))
            .Concat(state.Confirmation is null ? [Clock.Start(ClockCatalog.JudicialConfirmation, on)] : [])
            .Select(clock => clock with
            {
                RanOutAt = state.RanOut.FirstOrDefault(r => (r.Clock, r.Item, r.LastDay) == (clock.Code, clock.Item, clock.LastDay))?.At,
                WarnedAt = state.Warned.FirstOrDefault(w => (w.Clock, w.Item, w.LastDay) == (clock.Code, clock.Item, clock.LastDay))?.At,
            });
    }

    internal static Decision Decide(Agreement state, string code, Guid item, DateTimeOffset now) =>
        Of(state).FirstOrDefault(c => c.Code == code && (c.Item ?? Guid.Empty) == item)?.Elapsed(now) is { } elapsed
            ? Decision.Of(elapsed)
            : Decision.AlreadySo;
}
