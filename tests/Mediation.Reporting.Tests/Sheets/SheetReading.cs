using System.Text.Json;

namespace Mediation.Reporting.Tests.Sheets;

/// <summary>Finds cells of a sheet's answer.</summary>
internal static class SheetReading
{
    internal static JsonElement Section(this JsonElement answer, string section) =>
        answer.GetProperty("sheet").GetProperty("sections").EnumerateArray().Single(s => s.GetProperty("code").GetString() == section);

    /// <summary>Null where nothing is known.</summary>
    internal static decimal? Cell(this JsonElement answer, string section, string row, string column)
    {
        var of = answer.Section(section);
        var place = of.GetProperty("columns").EnumerateArray().Index().Single(c => c.Item.GetProperty("code").GetString() == column).Index;
        var cell = of.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("code").GetString() == row).GetProperty("cells")[place];
        return cell.ValueKind == JsonValueKind.Null ? null : cell.GetDecimal();
    }

    internal static List<decimal?> Row(this JsonElement answer, string section, string row) =>
    [
        .. answer.Section(section).GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("code").GetString() == row).GetProperty("cells").EnumerateArray()
            .Select(c => c.ValueKind == JsonValueKind.Null ? (decimal?)null : c.GetDecimal()),
    ];
}
