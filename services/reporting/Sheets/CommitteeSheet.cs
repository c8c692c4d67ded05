using Mediation.Reporting.Metrics;
using Npgsql;

namespace Mediation.Reporting.Sheets;

/// <summary>S3, committees and mediators as they are on the month's last day.</summary>
internal static class CommitteeSheet
{
    internal const string Title = "人民调解组织和调解员情况表";

    private const string Village = "village";

    // Counted row by row: there are as many as there are committees and mediators, however many disputes they have.
    private const string Members =
        """
        select kind, coalesce(committee_kind, ''), coalesce(sex, ''), coalesce(full_time::text, ''), coalesce(schooling, ''), count(*)
          from members
         where area >= $1 and area < $2 and coalesce(active_from, $3) <= $3 and coalesce(active_to, $3) >= $3
         group by 1, 2, 3, 4, 5
        """;

    private static readonly IReadOnlyList<SheetColumn> Count = [new("count", "数量")];

    private static readonly (string Key, string Name)[] Kinds =
    [
        ("villageCommittee", "村（居）调委会"), ("townshipCommittee", "乡镇（街道）调委会"), ("policeStationRoom", "派出所调解室"), ("studio", "个人调解工作室"), ("other", "其他"),
        ("", "种类未登记"),
    ];

    private static readonly (string Key, string Name)[] Sexes = [("female", "女"), ("male", "男"), ("", "未登记")];
    private static readonly (string Key, string Name)[] Occupations = [("true", "专职"), ("false", "兼职"), ("", "未登记")];

    private static readonly (string Key, string Name)[] Schoolings =
    [
        ("primary", "小学及以下"), ("juniorMiddle", "初中"), ("seniorMiddle", "高中（中专）"), ("juniorCollege", "大专"), ("bachelor", "本科"), ("postgraduate", "研究生"),
        ("", "未登记"),
    ];

    internal static async Task<IReadOnlyList<SheetSection>> ReadAsync(SheetFigures figures)
    {
        var members = await MembersAsync(figures);
        var committees = members.Where(m => m.Kind == "committee").ToList();
        var mediators = members.Where(m => m.Kind == "mediator").ToList();
        var units = await figures.MonthAsync(SheetSources.Villages, new Grouping("kind", "kind"));
        var villages = units.Month(SheetSources.Units, Village);
        var present = units.Month(SheetSources.Present, Village);
        return
        [
            new("committees", "调解组织（个）", "种类", Count, Rows(Kinds, committees, m => m.CommitteeKind)),
            new("sex", "调解员（人）：性别", "性别", Count, Rows(Sexes, mediators, m => m.Sex)),
            new("fullTime", "调解员（人）：专兼职", "专兼职", Count, Rows(Occupations, mediators, m => m.FullTime)),
            new("schooling", "调解员（人）：文化程度", "文化程度", Count, Rows(Schoolings, mediators, m => m.Schooling)),
            new("legalLiterate", "法律明白人（现有登记）", "项目", Count,
            [
                new("villages", "登记的村（个）", RowKind.Plain, [villages]), new("covered", "每村达到三人的村（个）", RowKind.Plain, [units.Month(SheetSources.Covered, Village)]),
                new("persons", "法律明白人（人）", RowKind.Plain, [present]),
                new("perVillage", "平均每村（人）", RowKind.Plain, [villages == 0 ? null : Figure.Round(present / villages, 2)]) { Format = NumberFormat.Mean },
            ]),
        ];
    }

    // Whoever has another code than those of the list is in no row, and the sheet does not add up.
    private static IReadOnlyList<SheetRow> Rows((string Key, string Name)[] keys, List<Counted> members, Func<Counted, string> keyOf) =>
    [
        .. keys.Select(k => new SheetRow(k.Key.Length == 0 ? "none" : k.Key, k.Name, RowKind.Part, [members.Where(m => keyOf(m) == k.Key).Sum(m => m.Count)])),
        new("all", "合计", RowKind.Total, [members.Sum(m => m.Count)]),
    ];

    private static async Task<List<Counted>> MembersAsync(SheetFigures figures)
    {
        await using var command = new NpgsqlCommand(Members, figures.Connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = figures.Area.Value }, new NpgsqlParameter<string> { TypedValue = $"{figures.Area.Value}:" },
                new NpgsqlParameter<DateOnly> { TypedValue = figures.LastDay },
            },
        };
        var members = new List<Counted>();
        await using var reader = await command.ExecuteReaderAsync(figures.Cancellation);
        while (await reader.ReadAsync(figures.Cancellation))
        {
            members.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5)));
        }

        return members;
    }

    private sealed record Counted(string Kind, string CommitteeKind, string Sex, string FullTime, string Schooling, decimal Count);
}
