using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Exports;

/// <summary>
/// Answers as one table: a row for the whole, then one for each group. Every row says which definition, cohort, area, period and instant it is of.
/// </summary>
/// <remarks>
/// So a row that was copied or filtered is still a figure with its definition, and a program reads plain CSV: one line of names, no comments
/// before it, no archive around it. What the definitions say in words is a table of its own: the workbook's second sheet, the CSV's Link.
/// </remarks>
internal static class FigureTable
{
    private static readonly Column[] What =
    [
        new("metric", "指标", 8), new("name", "名称", 24), new("row", "行", 8), new("groupBy", "分组", 14), new("key", "键", 16), new("keyName", "键名", 20),
        new("key2", "键二", 16), new("key2Name", "键二名", 20), new("numerator", "分子"), new("denominator", "分母"), new("value", "值"), new("percent", "百分比"),
        new("pending", "未结占比"), new("flags", "标记", 20),
    ];

    private static readonly Column[] Compared =
    [
        new("comparison.kind", "对比", 10), new("comparison.from", "对比期起"), new("comparison.to", "对比期止"), new("comparison.numerator", "对比期分子"),
        new("comparison.denominator", "对比期分母"), new("comparison.value", "对比期值"), new("comparison.change", "变动"), new("comparison.changePercent", "变动百分比"),
        new("comparison.points", "百分点之差"), new("comparison.flags", "对比标记", 20),
    ];

    private static readonly Column[] OfWhat =
    [
        new("populationKind", "人口口径", 10), new("cohort", "归期依据", 14), new("area", "辖区", 14), new("from", "起"), new("to", "止"), new("asOf", "截至时点", 26),
        new("definitionVersion", "口径版本", 8),
    ];

    internal static Table Of(params IReadOnlyList<MetricAnswer> answers)
    {
        var lines = answers.SelectMany(Line.Of).ToList();
        var excluded = lines.SelectMany(line => line.Excluded.Keys).Distinct().ToList();
        var measures = lines.SelectMany(line => line.Measures?.Keys ?? []).Distinct().ToList();
        var compared = lines.Any(line => line.Comparison is not null);
        return new Table(
            "数据",
            [
                .. What, .. excluded.Select(e => new Column($"excluded.{e}", $"排除：{e}", 16)), .. measures.Select(m => new Column($"measures.{m}", $"另列：{m}", 16)),
                .. compared ? Compared : [], .. OfWhat,
            ],
            lines.Select(line => line.Values(excluded, measures, compared)));
    }

    private sealed record Line(MetricAnswer Answer, GroupAnswer? Group)
    {
        internal static IEnumerable<Line> Of(MetricAnswer answer) => (answer.Groups ?? []).Select(group => new Line(answer, group)).Prepend(new Line(answer, null));

        internal IReadOnlyDictionary<string, decimal> Excluded => Group?.Excluded ?? Answer.Excluded;

        internal IReadOnlyDictionary<string, decimal?>? Measures => Group is null ? Answer.Measures : Group.Measures;

        internal ComparisonAnswer? Comparison => Group is null ? Answer.Comparison : Group.Comparison;

        internal IReadOnlyList<Value> Values(IReadOnlyList<string> excluded, IReadOnlyList<string> measures, bool compared) =>
        [
            Answer.Metric, Answer.Name.Zh, Group is null ? "total" : "group", Group is null ? null : Answer.GroupBy, Group?.Key, Group?.Name, Group?.Key2, Group?.Name2,
            Value.Whole(Group is null ? Answer.Numerator : Group.Numerator), Value.Whole(Group is null ? Answer.Denominator : Group.Denominator),
            Value.Ratio(Group is null ? Answer.Value : Group.Value), Value.Percent(Group is null ? Answer.Percent : Group.Percent),
            Value.Ratio(Group is null ? Answer.Pending : Group.Pending), string.Join(' ', Group?.Flags ?? Answer.Flags),
            .. excluded.Select(e => Value.Whole(Excluded.TryGetValue(e, out var n) ? n : null)),
            .. measures.Select(m => Value.Whole(Measures?.GetValueOrDefault(m))),
            .. compared ? Of(Comparison) : [],
            Group is null ? Answer.PopulationKind : Group.PopulationKind, Answer.Cohort, Answer.Area, Answer.From, Answer.To, $"{Answer.AsOf.UtcDateTime:O}",
            Value.Whole(Answer.DefinitionVersion),
        ];

        private static Value[] Of(ComparisonAnswer? c) => c is null ? [.. Compared.Select(_ => default(Value))] :
        [
            c.Kind, c.From, c.To, Value.Whole(c.Numerator), Value.Whole(c.Denominator), Value.Ratio(c.Value), Value.Ratio(c.Change), Value.Percent(c.ChangePercent),
            Value.Percent(c.Points), string.Join(' ', c.Flags),
        ];
    }
}
