namespace Mediation.Workflow.Storage;

/// <summary>Counts working days: Monday to Friday but for official days off, and make-up working days at weekends.</summary>
/// <param name="daysOff">Official days off on weekdays.</param>
/// <param name="madeUp">Weekend days that are worked.</param>
internal sealed class WorkingDays(IReadOnlySet<DateOnly> daysOff, IReadOnlySet<DateOnly> madeUp)
{
    internal bool IsWorked(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? madeUp.Contains(day) : !daysOff.Contains(day);

    /// <summary>The <paramref name="count"/>th working day after a day; the day itself does not count.</summary>
    internal DateOnly After(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= IsWorked(day) ? 1 : 0;
        }

        return day;
    }
}
