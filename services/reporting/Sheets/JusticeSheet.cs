using Mediation.Contracts;
using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>S2, the justice-style sheet: of cases closed, and of agreements that took effect.</summary>
internal static class JusticeSheet
{
    internal const string Title = "人民调解情况统计表";

    private static readonly IReadOnlyList<SheetColumn> PreventedColumns =
    [
        new("cases", "件数") { Group = "本月" }, new("persons", "人数") { Group = "本月" },
        new("yearCases", "件数") { Group = "本年累计", YearOf = "cases" }, new("yearPersons", "人数") { Group = "本年累计", YearOf = "persons" },
    ];

    internal static async Task<IReadOnlyList<SheetSection>> ReadAsync(SheetFigures figures, IReadOnlyList<CodeEntry> types, IReadOnlyList<CodeEntry> justice)
    {
        var all = await figures.YearAsync(SheetSources.Mediation);
        var sources = await figures.YearAsync(SheetSources.Mediation, new Grouping("source", "source"));
        var byType = await figures.YearAsync(SheetSources.Mediation, Grouping.Type);
        var agreements = await figures.YearAsync(SheetSources.Agreements);
        var typesOf = types.ToLookup(t => t.Columns.GetValueOrDefault("justice_code") ?? "", t => t.Code);
        var total = Row("all", "合计", RowKind.Total, all, SheetSources.Closed);
        return
        [
            new("cases", "调解情况", "项目", SheetColumns.MonthAndYear,
            [
                total with { Code = "disputes", Name = "调解纠纷总数（件）", Kind = RowKind.Plain },
                Told(Row("parties", "当事人（人）", RowKind.Plain, all, SheetSources.Parties), all),
                Row("successful", "调解成功（件）", RowKind.Plain, all, SheetSources.Agreed),
                Told(Row("difficult", "疑难复杂（件）", RowKind.Plain, all, SheetSources.Difficult), all),
                Row("amount", "协议涉及金额（元）", RowKind.Plain, all, SheetSources.Amount) with { Format = NumberFormat.Yuan },
            ]),
            new("sources", "按来源", "来源", SheetColumns.MonthAndYear,
                [.. DisputeSources.All.Select(s => Row(s, GroupNames.Of(s) ?? s, RowKind.Part, sources, SheetSources.Closed, s)), total]),
            new("types", "按类型", "类型", SheetColumns.MonthAndYear,
                [.. justice.Select(j => Row(j.Code, j.Name, RowKind.Part, byType, SheetSources.Closed, [.. typesOf[j.Code]])), total]),
            new("agreements", "生效协议", "形式", SheetColumns.MonthAndYear,
            [
                Row("oral", "口头协议（件）", RowKind.Part, agreements, SheetSources.Oral), Row("written", "书面协议（件）", RowKind.Part, agreements, SheetSources.Written),
                Row("all", "合计", RowKind.Total, agreements, SheetSources.Effective),
            ]),
            new("performance", "协议履行与确认（按生效日，至填报时）", "项目", SheetColumns.AsKnown,
            [
                Row("performed", "已履行（件）", RowKind.Plain, agreements, SheetSources.Performed),
                Row("confirmed", "司法确认（件）", RowKind.Plain, agreements, SheetSources.Confirmed),
            ]),
            new("prevented", "防止激化", "项目", PreventedColumns,
                [Unknown("criminal", "防止民转刑"), Unknown("suicide", "防止自杀"), Unknown("massFight", "防止群体性械斗"), Unknown("groupPetition", "防止群体性上访")]),
        ];
    }

    private static SheetRow Row(string code, string name, RowKind kind, Broken sums, Sum sum, params IReadOnlyList<string> keys)
    {
        IReadOnlyList<string> counted = sums.Together ? [""] : keys;
        return new(code, name, kind, [counted.Sum(k => sums.Month(sum, k)), counted.Sum(k => sums.Year(sum, k))]);
    }

    // Where it is not told of every case, the sum of the others is no figure.
    private static SheetRow Told(SheetRow row, Broken all) => row with
    {
        Cells = [all.Month(SheetSources.Untold) > 0 ? null : row.Cells[0], all.Year(SheetSources.Untold) > 0 ? null : row.Cells[1]],
    };

    // Nobody records it so far.
    private static SheetRow Unknown(string code, string name) => new(code, name, RowKind.Plain, [null, null, null, null]);
}
