using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>S1, the monthly dispute sheet.</summary>
internal static class DisputeSheet
{
    internal const string Title = "矛盾纠纷排查情况表";

    /// <summary>The code of what is not known, or not yet.</summary>
    private const string None = "none";

    private const string EthnicOrReligiousClass = "16";

    private static readonly Grouping Tier = new("tier", "tier");
    private static readonly Grouping Band = new("band", "band");
    private static readonly (string Code, string Name, int Digits)[] Tiers = [("county", "县级", 6), ("township", "乡镇级", 9), ("village", "村级", 12)];

    private static readonly (string Key, string Name)[] Bands =
        [("000", "5人以下"), ("005", "5—9人"), ("010", "10—29人"), ("030", "30—49人"), ("050", "50—99人"), ("100", "100人以上")];

    private static readonly IReadOnlyList<SheetColumn> TypeColumns =
    [
        .. Tiers.SelectMany(t => (SheetColumn[])
        [
            new($"{t.Code}Found", "排查") { Group = t.Name, AreaDigits = t.Digits }, new($"{t.Code}Handled", "调处") { Group = t.Name, AreaDigits = t.Digits },
        ]),
        new("found", "排查") { Group = "合计", SumOf = [.. Tiers.Select(t => $"{t.Code}Found")] },
        new("handled", "调处") { Group = "合计", SumOf = [.. Tiers.Select(t => $"{t.Code}Handled")] },
        new("yearFound", "排查") { Group = "本年累计", YearOf = "found" },
        new("yearHandled", "调处") { Group = "本年累计", YearOf = "handled" },
    ];

    private static readonly IReadOnlyList<SheetColumn> RateColumns =
    [
        new("numerator", "分子") { Group = "本月" }, new("denominator", "分母") { Group = "本月" }, new("percent", "%") { Group = "本月", Format = NumberFormat.Percent },
        new("yearNumerator", "分子") { Group = "本年累计" }, new("yearDenominator", "分母") { Group = "本年累计" },
        new("yearPercent", "%") { Group = "本年累计", Format = NumberFormat.Percent },
    ];

    internal static async Task<IReadOnlyList<SheetSection>> ReadAsync(SheetFigures figures, IReadOnlyList<CodeEntry> types)
    {
        var byTier = await figures.MonthAsync(SheetSources.Search, Grouping.Type, Tier);
        var tiers = await figures.MonthAsync(SheetSources.Search, Tier);
        var byType = await figures.YearAsync(SheetSources.Search, Grouping.Type);
        var bands = await figures.YearAsync(SheetSources.Search, Band);
        var all = await figures.YearAsync(SheetSources.Search);
        var activities = await figures.YearAsync(SheetSources.Activities, new Grouping("kind", "kind"));
        return
        [
            new("types", "按类型", "类型", TypeColumns, TypeRows(types, byTier, tiers, byType, all)),
            new("bands", "按涉及人数", "涉及人数", SheetColumns.MonthAndYear,
            [
                .. Bands.Select(b => Counted(b.Key, b.Name, RowKind.Part, bands, SheetSources.Found, b.Key)),
                Counted(None, "人数未登记", RowKind.Part, bands, SheetSources.Found),
                Counted("all", "合计", RowKind.Total, all, SheetSources.Found),
            ]),
            new("kinds", "四类重点纠纷", "类别", SheetColumns.MonthAndYear,
            [
                Unknown("mass", "群体性"), Counted("crossArea", "跨地区", RowKind.Plain, all, SheetSources.CrossArea), EthnicOrReligious(types, byType),
                Counted("violent", "涉暴力倾向", RowKind.Plain, all, SheetSources.Violent),
            ]),
            new("searches", "集中排查", "项目", SheetColumns.MonthAndYear,
                [Counted("searches", "集中排查次数", RowKind.Plain, activities, SheetSources.Searches, "concentratedSearch")]),
            new("rates", "调处率与成功率", "项目", RateColumns,
            [
                await RateAsync(figures, "M02", "调处率（M02，按登记日的线索）"), await RateAsync(figures, "M04", "调解成功率（M04，按结案日）"),
            ]),
        ];
    }

    private static IReadOnlyList<SheetRow> TypeRows(IReadOnlyList<CodeEntry> types, Broken byTier, Broken tiers, Broken byType, Broken all)
    {
        List<SheetRow> rows = [];
        foreach (var type in types.Where(t => ParentOf(t).Length == 0))
        {
            var details = types.Where(t => ParentOf(t) == type.Code).ToList();
            // Some are known by their class only.
            rows.Add(TypeRow(type.Code, type.Name, RowKind.Part, [type.Code, .. details.Select(d => d.Code)]));
            rows.AddRange(details.Select(d => TypeRow(d.Code, d.Name, RowKind.Detail, [d.Code])));
        }

        rows.Add(TypeRow(None, "类型未定", RowKind.Part, [""]));
        rows.Add(new("all", "合计", RowKind.Total,
        [
            .. Tiers.SelectMany(t => (decimal?[])[tiers.Month(SheetSources.Found, t.Code), tiers.Month(SheetSources.Handled, t.Code)]),
            all.Month(SheetSources.Found), all.Month(SheetSources.Handled), all.Year(SheetSources.Found), all.Year(SheetSources.Handled),
        ]));
        return rows;

        SheetRow TypeRow(string code, string name, RowKind kind, IReadOnlyList<string> keys) => new(code, name, kind,
        [
            .. Tiers.SelectMany(t => (decimal?[])[keys.Sum(k => byTier[SheetSources.Found, k, t.Code]), keys.Sum(k => byTier[SheetSources.Handled, k, t.Code])]),
            keys.Sum(k => byType.Month(SheetSources.Found, k)), keys.Sum(k => byType.Month(SheetSources.Handled, k)),
            keys.Sum(k => byType.Year(SheetSources.Found, k)), keys.Sum(k => byType.Year(SheetSources.Handled, k)),
        ]);
    }

    private static string ParentOf(CodeEntry type) => type.Columns.GetValueOrDefault("parent") ?? "";

    private static async Task<SheetRow> RateAsync(SheetFigures figures, string code, string name)
    {
        var metric = Registry.Find(code)!;
        var sums = await figures.YearAsync(metric);
        var (top, bottom) = (metric.Numerator.Sum, metric.Denominator!.Value.Sum!);
        return new(code, name, RowKind.Plain,
        [
            sums.Month(top), sums.Month(bottom), Figure.Percentage(sums.Month(top), sums.Month(bottom)),
            sums.Year(top), sums.Year(bottom), Figure.Percentage(sums.Year(top), sums.Year(bottom)),
        ]);
    }

    private static SheetRow Counted(string code, string name, RowKind kind, Broken sums, Sum sum, string key = "") =>
        new(code, name, kind, [sums.Month(sum, key), sums.Year(sum, key)]);

    private static SheetRow EthnicOrReligious(IReadOnlyList<CodeEntry> types, Broken byType)
    {
        var keys = types.Where(t => t.Code.StartsWith(EthnicOrReligiousClass, StringComparison.Ordinal)).Select(t => t.Code).ToList();
        return new(
            "ethnicOrReligious", "涉民族宗教", RowKind.Plain, [keys.Sum(k => byType.Month(SheetSources.Found, k)), keys.Sum(k => byType.Year(SheetSources.Found, k))]);
    }

    // Nobody records it so far.
    private static SheetRow Unknown(string code, string name) => new(code, name, RowKind.Plain, [null, null]);
}
