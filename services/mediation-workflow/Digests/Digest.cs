using System.Globalization;
using System.Text;
using Mediation.Workflow.Clocks;

namespace Mediation.Workflow.Digests;

/// <summary>What a mediator is told of a day: ages and deadlines by case numbers, and no personal data.</summary>
/// <param name="Open">Cases being mediated.</param>
/// <param name="Overdue">Clocks that are over.</param>
/// <param name="DueToday">Clocks whose last day it is.</param>
/// <param name="DueWeek">Clocks whose last day is one of the six days after.</param>
/// <param name="Lines">The nearest of these clocks, at most <see cref="MostLines"/>.</param>
internal sealed record Digest(Guid MediatorId, DateOnly Day, int Open, int Overdue, int DueToday, int DueWeek, IReadOnlyList<DigestLine> Lines)
{
    internal const int MostLines = 100;

    internal string Subject => $"调解日报 Daily digest {Day:yyyy-MM-dd}";

    internal string Text()
    {
        var text = new StringBuilder()
            .AppendLine(Subject)
            .Append(CultureInfo.InvariantCulture, $"在办 Open {Open} · 逾期 Overdue {Overdue} · ")
            .AppendLine(CultureInfo.InvariantCulture, $"今日届满 Due today {DueToday} · 七日内届满 Due this week {DueWeek}");
        foreach (var line in Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.CaseNumber}  {line.NameZh} {line.NameEn}  ")
                .AppendLine(CultureInfo.InvariantCulture, $"{line.LastDay:yyyy-MM-dd} ({line.DaysLeft:+0;-0;0})  受理 {line.AgeDays} 天");
        }

        return text.ToString();
    }
}

/// <param name="DaysLeft">Negative when it is over.</param>
/// <param name="AgeDays">Since acceptance.</param>
internal sealed record DigestLine(
    Guid CaseId, string CaseNumber, string Clock, string NameZh, string NameEn, DateOnly LastDay, int DaysLeft, int AgeDays)
{
    internal static DigestLine From(Guid id, string number, string clock, DateOnly lastDay, DateOnly acceptedOn, DateOnly day)
    {
        var definition = ClockCatalog.InForce(day).Find(clock);
        return new DigestLine(
            id, number, clock, definition.NameZh, definition.NameEn, lastDay, lastDay.DayNumber - day.DayNumber, day.DayNumber - acceptedOn.DayNumber);
    }
}
