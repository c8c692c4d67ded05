using System.Globalization;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>Whether a sheet adds up; every cell that does not is named, with the difference.</summary>
internal static class ControlSums
{
    private const string Code = "sheet.controlSum";

    /// <param name="sheet">As read.</param>
    /// <param name="before">The closed sheet of the month before, whose year to date is taken as it was closed; null when there is none, and in January.</param>
    /// <param name="below">What the areas below have closed, all of them; none where some have not.</param>
    internal static Refusal? Check(Sheet sheet, Sheet? before, IReadOnlyList<Sheet> below)
    {
        List<FieldError> errors =
        [
            .. sheet.Sections.SelectMany(section => Columns(section).Concat(Rows(section))), .. before is null ? [] : Year(sheet, before),
            .. below.Count == 0 ? [] : Below(sheet, below),
        ];
        return errors.Count == 0 ? null : new Refusal(Code, "报表不平：有单元格与控制数不符", "The sheet does not add up; the cells are named") { Errors = errors };
    }

    private static IEnumerable<FieldError> Columns(SheetSection section) =>
        from column in section.Columns.Index()
        where column.Item.SumOf is not null
        from row in section.Rows
        let parts = column.Item.SumOf!.Select(code => row.Cells[PlaceOf(section, code)]).ToList()
        where row.Cells[column.Index] is { } said && parts.Sum() != said
        select Wrong(section, row, column.Item, parts.Sum() ?? 0, row.Cells[column.Index]!.Value, "各级相加", "the levels add up to");

    private static IEnumerable<FieldError> Rows(SheetSection section) =>
        from total in section.Rows
        where total.Kind == RowKind.Total
        from column in section.Columns.Index()
        let parts = section.Rows.Where(r => r.Kind == RowKind.Part).Sum(r => r.Cells[column.Index]) ?? 0
        where total.Cells[column.Index] is { } said && parts != said
        select Wrong(section, total, column.Item, parts, total.Cells[column.Index]!.Value, "各行相加", "the rows add up to");

    // A row that the month before did not have, such as a type that is new, had nothing.
    private static IEnumerable<FieldError> Year(Sheet sheet, Sheet before) =>
        from section in sheet.Sections
        let earlier = before.Sections.FirstOrDefault(s => s.Code == section.Code)
        from column in section.Columns.Index()
        where column.Item.YearOf is not null
        from row in section.Rows
        let month = row.Cells[PlaceOf(section, column.Item.YearOf!)]
        let last = CellOf(earlier, row.Code, column.Item.Code)
        where row.Cells[column.Index] is { } said && month is not null && last is not null && last + month != said
        select Wrong(
            section, row, column.Item, last.Value + month.Value, row.Cells[column.Index]!.Value, $"上月累计{Plain(last.Value)}＋本月{Plain(month.Value)}",
            $"last month's {Plain(last.Value)} and this month's {Plain(month.Value)} are");

    // What was found at a level below the area's own was found in one of the areas below.
    private static IEnumerable<FieldError> Below(Sheet sheet, IReadOnlyList<Sheet> below) =>
        from section in sheet.Sections
        from column in section.Columns.Index()
        where column.Item.AreaDigits > sheet.Area.Length
        from row in section.Rows
        let closed = below.Sum(b => CellOf(b.Sections.FirstOrDefault(s => s.Code == section.Code), row.Code, column.Item.Code)) ?? 0
        where row.Cells[column.Index] is { } said && closed != said
        select Wrong(section, row, column.Item, closed, row.Cells[column.Index]!.Value, "下级结账数相加", "the closed sheets of the areas below add up to");

    private static decimal? CellOf(SheetSection? section, string row, string column) =>
        section is null || PlaceOf(section, column) is not (>= 0 and var place) ? null
        : section.Rows.FirstOrDefault(r => r.Code == row) is { } found ? found.Cells[place]
        : 0;

    private static int PlaceOf(SheetSection section, string column) =>
        section.Columns.Index().Where(c => c.Item.Code == column).Select(c => c.Index).FirstOrDefault(-1);

    private static FieldError Wrong(SheetSection section, SheetRow row, SheetColumn column, decimal control, decimal said, string zh, string en) => new(
        $"{section.Code}.{row.Code}.{column.Code}", "controlSum",
        $"{section.Name}「{row.Name}」{column.Words}：{zh}＝{Plain(control)}，表中为{Plain(said)}，差{Plain(said - control)}",
        $"{section.Code}, {row.Code}, {column.Code}: {en} {Plain(control)}, the cell has {Plain(said)}, a difference of {Plain(said - control)}");

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
