namespace Mediation.Reporting.Sheets;

/// <summary>Columns that several tables have.</summary>
internal static class SheetColumns
{
    internal const string Month = "month";
    internal const string Year = "year";

    /// <summary>The month and the year to date, which must be what it was at the end of the month before and this month.</summary>
    internal static readonly IReadOnlyList<SheetColumn> MonthAndYear = [new(Month, "本月"), new(Year, "本年累计") { YearOf = Month }];

    /// <summary>The same of what still changes afterwards, so that no sum of earlier sheets holds it.</summary>
    internal static readonly IReadOnlyList<SheetColumn> AsKnown = [new(Month, "本月"), new(Year, "本年累计")];
}
