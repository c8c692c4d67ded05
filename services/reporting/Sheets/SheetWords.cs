using System.Globalization;

namespace Mediation.Reporting.Sheets;

/// <summary>What is printed of a sheet beside its names.</summary>
internal static class SheetWords
{
    /// <summary>For what nobody knows.</summary>
    internal const string Dash = "—";

    internal const string Signatures = "单位负责人（签章）：＿＿＿＿＿＿　　填表人：＿＿＿＿＿＿　　报出日期：＿＿＿＿年＿＿月＿＿日";

    internal static string HeadOf(Sheet sheet, string state) =>
        $"填报单位：{sheet.AreaName}（{sheet.Area}）　　{sheet.Month[..4]}年{int.Parse(sheet.Month[5..], CultureInfo.InvariantCulture)}月　　{state}";

    internal static NumberFormat FormatOf(SheetRow row, SheetColumn column) => row.Format ?? column.Format;

    internal static string Text(decimal? number, NumberFormat format) =>
        number?.ToString(format == NumberFormat.Count ? "#,0.####" : "#,0.00", CultureInfo.InvariantCulture) ?? Dash;
}
