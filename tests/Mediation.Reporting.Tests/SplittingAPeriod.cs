using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Tests;

public sealed class SplittingAPeriod
{
    [Fact]
    public void every_day_of_the_period_counts_once_and_no_other()
    {
        var random = new Random(20260322);
        for (var i = 0; i < 1_000; i++)
        {
            var from = new DateOnly(2024, 1, 1).AddDays(random.Next(900));
            var to = from.AddDays(random.Next(random.Next(2) == 0 ? 40 : 700));
            var today = new DateOnly(2024, 1, 1).AddDays(random.Next(1_000));
            var counted = Counted(Period.Split(from, to, today));
            foreach (var (day, times) in counted)
            {
                times.ShouldBe(day >= from && day <= to ? 1 : 0, $"{day} in {from}..{to}, today {today}");
            }

            counted.Keys.Count(day => day >= from && day <= to).ShouldBe(to.DayNumber - from.DayNumber + 1);
        }
    }

    [Fact]
    public void the_year_to_date_takes_off_only_days_to_come()
    {
        var period = Period.Split(new(2026, 1, 1), new(2026, 3, 17), new(2026, 3, 17));
        period.Months.ShouldBe(new Days(new(2026, 1, 1), new(2026, 3, 1)));
        period.Edges.ShouldBe([new Edge(new(new(2026, 3, 18), new(2026, 3, 31)), -1)]);
    }

    [Fact]
    public void whole_months_have_no_edges() =>
        Period.Split(new(2024, 2, 1), new(2024, 2, 29), new(2026, 1, 1)).Edges.ShouldBeEmpty();

    private static Dictionary<DateOnly, int> Counted(Period period)
    {
        var counted = new Dictionary<DateOnly, int>();
        for (var month = period.Months.First; month <= period.Months.Last; month = month.AddMonths(1))
        {
            Add(new Days(month, month.AddMonths(1).AddDays(-1)), 1);
        }

        foreach (var edge in period.Edges)
        {
            Add(edge.Days, edge.Sign);
        }

        return counted;

        void Add(Days days, int sign)
        {
            for (var day = days.First; day <= days.Last; day = day.AddDays(1))
            {
                counted[day] = counted.GetValueOrDefault(day) + sign;
            }
        }
    }
}
