using System.Text;
using System.Text.Json;
using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Tests;

public sealed class AnswersAsJson
{
    private static readonly DateOnly Day = new(2026, 7, 1);

    private static readonly ComparisonAnswer Compared = new("year", Day, Day, 3, 4, 0.75m, -0.05m, null, -6.25m, ["smallNumbers"]) { Rows = 4 };

    private static readonly GroupAnswer Full = new(
        "0101", "土地<界>“址” & \"边\"", 7, 9, 0.7778m, 77.78m, 0.1m, new Dictionary<string, decimal> { ["withdrawn"] = 2 }, ["pending", "smallNumbers"])
    {
        Rows = 9, Key2 = "police", Name2 = "派出所", PopulationKind = "resident", Comparison = Compared,
        Measures = new Dictionary<string, decimal?> { ["mean"] = 3.50m, ["median"] = null },
    };

    private static readonly GroupAnswer Bare = new("", null, null, null, null, null, null, new Dictionary<string, decimal>(), []);

    private static readonly MetricAnswer Whole = new(
        "M18", 2, new Words("办理天数", "Days to close"), 70, 90, 0.7778m, null, 0, new Dictionary<string, decimal> { ["withdrawn"] = 0 }, "closed", Day,
        new DateOnly(2026, 7, 31), new DateTimeOffset(2026, 8, 1, 9, 30, 0, 123, TimeSpan.Zero), "61", [])
    {
        Rows = 90, GroupBy = "type,source", ZeroRows = false, Measures = Full.Measures, PopulationKind = "registered", Comparison = Compared,
    };

    public static TheoryData<int> Sizes => [0, 1, 3_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void are_written_as_all_else_is(int groups)
    {
        var answer = Whole with { Groups = new MadeWhenRead<int, GroupAnswer>([.. Enumerable.Range(0, groups)], i => i % 2 == 0 ? Full : Bare) };
        Written(answer).ShouldBe(JsonSerializer.Serialize(answer, ServiceJson.Options));
    }

    [Fact]
    public void leave_out_what_was_not_asked()
    {
        var answer = Whole with { GroupBy = null, ZeroRows = null, Measures = null, PopulationKind = null, Comparison = null };
        Written(answer).ShouldBe(JsonSerializer.Serialize(answer, ServiceJson.Options));
        Written(answer).ShouldNotContain("groupBy");
    }

    private static string Written(MetricAnswer answer) =>
        Encoding.UTF8.GetString([.. WrittenAnswer.Of(answer, moment: null).Before.SelectMany(page => page)]);
}
