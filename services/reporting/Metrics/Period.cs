namespace Mediation.Reporting.Metrics;

/// <summary>Days, both inclusive.</summary>
internal readonly record struct Days(DateOnly First, DateOnly Last)
{
    internal int CountUntil(DateOnly last) => Math.Max(0, (Last < last ? Last : last).DayNumber - First.DayNumber + 1);
}

/// <summary>Days whose rows are counted (sign 1), or taken off again (sign -1).</summary>
internal readonly record struct Edge(Days Days, int Sign);

/// <summary>A period as whole months, to be read from cells, and what is missing or too much at its edges.</summary>
/// <param name="Months">First days of the first and last month; last before first when there is none.</param>
/// <param name="Edges">At most three.</param>
internal sealed record Period(Days Months, IReadOnlyList<Edge> Edges)
{
    private static readonly Days None = new(DateOnly.MaxValue, DateOnly.MinValue);

    internal static Period OfRows(DateOnly from, DateOnly to) => new(None, [new(new(from, to), 1)]);

    /// <summary>Splits; a broken month is either added by its days or read whole and corrected, whichever touches fewer days until today.</summary>
    internal static Period Split(DateOnly from, DateOnly to, DateOnly today)
    {
        var (first, last) = (MonthOf(from), MonthOf(to));
        if (first == last)
        {
            return Within(first, new Days(from, to), today) is { } edges
                ? new Period(new(first, first), edges)
                : OfRows(from, to);
        }

        var head = Within(first, new Days(from, EndOf(first)), today);
        var tail = Within(last, new Days(last, to), today);
        return new Period(
            new(head is null ? first.AddMonths(1) : first, tail is null ? last.AddMonths(-1) : last),
            [.. head ?? [new(new(from, EndOf(first)), 1)], .. tail ?? [new(new(last, to), 1)]]);
    }

    // What to take off the whole month, or null when adding the days alone is less work.
    private static List<Edge>? Within(DateOnly month, Days days, DateOnly today)
    {
        var off = new List<Edge>(2);
        if (days.First > month)
        {
            off.Add(new(new(month, days.First.AddDays(-1)), -1));
        }

        if (days.Last < EndOf(month))
        {
            off.Add(new(new(days.Last.AddDays(1), EndOf(month)), -1));
        }

        return off.Sum(edge => edge.Days.CountUntil(today)) <= days.CountUntil(today) ? off : null;
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly EndOf(DateOnly month) => month.AddMonths(1).AddDays(-1);
}
