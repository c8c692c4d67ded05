using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>Why a question has no answer.</summary>
internal static class QueryRefusals
{
    internal static FieldError UnknownArea => new("area", "unknown", "没有该行政区划", "No such area");

    internal static FieldError UnknownParameter(string name) => new(name, "unknown", "没有该参数", "No such parameter");

    internal static FieldError NoAreasBelow => new("groupBy", "noAreasBelow", "该区划没有下级", "The area has none below it");

    internal static FieldError TooBroad =>
        new("groupBy", "tooBroad", "这两项分组合并时数据过多，请缩小辖区或期间", "Too much for these two groupings together; ask about a smaller area or period");

    internal static FieldError TooMany(int most) => new("groupBy", "tooMany", $"分组不得超过{most}个", $"At most {most} groups");

    internal static Refusal Bad(params IReadOnlyList<FieldError> errors) =>
        new("query.invalid", "查询参数有误", "The query has invalid parameters") { Status = StatusCodes.Status400BadRequest, Errors = errors };

    internal static FieldError TooManyCases(decimal most) =>
        new("area", "tooBroad", $"案件不得超过{most:0}件，请缩小辖区或期间", $"At most {most:0} cases; ask about a smaller area or period");

    internal static readonly Refusal IsComparison =
        new("metric.isComparison", "M21 须作为其他指标的 compare 参数查询", "Ask any other metric with compare=previous or compare=year")
        {
            Status = StatusCodes.Status400BadRequest,
        };
}
