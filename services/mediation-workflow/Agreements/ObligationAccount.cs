namespace Mediation.Workflow.Agreements;

/// <summary>How far one obligation is performed as of a day: what M07 and M08 count.</summary>
/// <param name="Due">Of a payment what has fallen due by then; of an act null.</param>
/// <param name="Performed">Of a payment what was paid by then.</param>
/// <param name="OverdueSince">The first day that was not kept; null when nothing is overdue.</param>
internal sealed record ObligationAccount(
    Guid ObligationId, ObligationStatus Status, bool ItemDue, decimal? Owed, decimal? Due, decimal? Performed, DateOnly? NextDueOn, DateOnly? OverdueSince)
{
    internal decimal Overdue => Math.Max(0, (Due ?? 0) - (Performed ?? 0));

    internal static ObligationAccount Of(Agreement state, Obligation duty, DateOnly asOf)
    {
        var done = state.Counting.Where(p => p.ObligationId == duty.Id && p.PerformedOn <= asOf && p.Kind != PerformanceKind.None).ToList();
        var itemDue = duty.DueOn <= asOf;
        if (duty.Kind == ObligationKind.Act)
        {
            var full = done.Any(p => p.Kind == PerformanceKind.Full);
            return new(
                duty.Id, StatusOf(full, done.Count > 0, itemDue && duty.DueOn < asOf), itemDue, null, null, null, full ? null : duty.DueOn,
                !full && duty.DueOn < asOf ? duty.DueOn : null);
        }

        var performed = done.Sum(p => p.Amount ?? 0);
        var parts = duty.Instalments ?? [new Instalment(duty.DueOn, duty.Amount!.Value)];
        var open = FirstOpen(parts, performed);
        var overdueSince = open?.DueOn < asOf ? open.DueOn : (DateOnly?)null;
        return new(
            duty.Id, StatusOf(open is null, done.Count > 0, overdueSince is not null), itemDue, duty.Amount,
            parts.Where(p => p.DueOn <= asOf).Sum(p => p.Amount), performed, open?.DueOn, overdueSince);
    }

    internal static IReadOnlyList<ObligationAccount> AllOf(Agreement state, DateOnly asOf) => [.. state.Obligations.Select(o => Of(state, o, asOf))];

    /// <summary>What is still to be paid, whenever due.</summary>
    internal static decimal Outstanding(Agreement state, Obligation duty) =>
        (duty.Amount ?? 0) - state.Counting.Where(p => p.ObligationId == duty.Id).Sum(p => p.Amount ?? 0);

    internal static bool IsPerformed(Agreement state, Obligation duty) => duty.Kind == ObligationKind.Payment
        ? Outstanding(state, duty) <= 0
        : state.Counting.Any(p => p.ObligationId == duty.Id && p.Kind == PerformanceKind.Full);

    // What is paid counts for the earliest instalment that is open.
    private static Instalment? FirstOpen(IReadOnlyList<Instalment> parts, decimal performed)
    {
        foreach (var part in parts)
        {
            performed -= part.Amount;
            if (performed < 0)
            {
                return part;
            }
        }

        return null;
    }

    private static ObligationStatus StatusOf(bool full, bool some, bool overdue) =>
        full ? ObligationStatus.Performed : overdue ? ObligationStatus.Overdue : some ? ObligationStatus.PartlyPerformed : ObligationStatus.Open;
}

internal enum ObligationStatus
{
    Open,
    PartlyPerformed,
    Performed,
    Overdue,
}
