using Mediation.Contracts;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>What an agreement that takes effect means for itself and its case.</summary>
/// <param name="Events">Of the agreement.</param>
/// <param name="OnCase">Its step is complete and the case closes with A; a partial agreement leaves the rest open.</param>
internal sealed record TakingEffect(IReadOnlyList<object> Events, IReadOnlyList<object> OnCase)
{
    internal static TakingEffect Of(Agreement state, Case file, DateTimeOffset effectiveAt, DateTimeOffset now)
    {
        var reached = new AgreementReached(state.Id, state.Form, effectiveAt, now, state.Partial ? true : null);
        var closed = file.Closing(Endings.Agreement, now);
        return new TakingEffect(
            [new AgreementTookEffect(effectiveAt, now), .. AtOnce(state, effectiveAt, now)],
            state.Partial ? [reached]
            : file.WorkedBy.AgreementStep is { } step ? [reached, new StepCompleted(step.Number, now), closed]
            : [reached, closed]);
    }

    // What is performed at once is performed when it takes effect. Under the obligation's own id: there is one for each.
    private static IEnumerable<object> AtOnce(Agreement state, DateTimeOffset effectiveAt, DateTimeOffset now) => state.PerformedAtOnce
        ? state.Obligations.Select(o => new PerformanceRecorded(
            new Performance(o.Id, o.Id, PerformanceKind.Full, o.Amount, ChinaTime.DayOf(effectiveAt)), now))
        : [];
}
