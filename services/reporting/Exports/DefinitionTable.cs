using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Exports;

/// <summary>Definitions in words: what the figures beside them count.</summary>
internal static class DefinitionTable
{
    private static readonly Column[] Columns =
    [
        new("metric", "指标", 8), new("definitionVersion", "口径版本", 8), new("name.zh", "名称", 24), new("name.en", "英文名", 28), new("kind", "算法", 12),
        new("numerator.zh", "分子", 40), new("numerator.en", "分子（英文）", 40), new("denominator.zh", "分母", 40), new("denominator.en", "分母（英文）", 40),
        new("cohort", "归期依据", 16), new("excluded", "排除", 24), new("measures", "另列", 24), new("groupBy", "可用分组", 40),
    ];

    internal static Table Of(IEnumerable<ListMetrics.Definition> definitions) => new(
        "口径说明", Columns,
        definitions.Select(d => (IReadOnlyList<Value>)
        [
            d.Metric, Value.Whole(d.DefinitionVersion), d.Name.Zh, d.Name.En, d.Kind, d.Numerator.Zh, d.Numerator.En, d.Denominator?.Zh, d.Denominator?.En,
            d.Cohort, string.Join(' ', d.Excluded), string.Join(' ', d.Measures), string.Join(' ', d.GroupBy),
        ]));
}
