using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Tests.Storage;

public sealed class WorkingDaysTests
{
    // National Day 2026 as the sample list could have it: Thursday 1 to Wednesday 7 October off, Saturday 10 October made up.
    private static readonly WorkingDays Days = new(
        new HashSet<DateOnly>([new(2026, 10, 1), new(2026, 10, 2), new(2026, 10, 5), new(2026, 10, 6), new(2026, 10, 7)]),
        new HashSet<DateOnly>([new(2026, 10, 10)]));

    [Theory]
    [InlineData("2026-03-18", 3, "2026-03-23")]
    [InlineData("2026-03-20", 1, "2026-03-23")]
    [InlineData("2026-03-21", 1, "2026-03-23")]
    [InlineData("2026-09-30", 3, "2026-10-10")]
    [InlineData("2026-10-09", 1, "2026-10-10")]
    [InlineData("2026-10-10", 1, "2026-10-12")]
    [InlineData("2026-03-18", 0, "2026-03-18")]
    public void Weekends_and_days_off_do_not_count_and_made_up_days_do(string from, int count, string expected) =>
        Days.After(DateOnly.Parse(from), count).ShouldBe(DateOnly.Parse(expected));
}
