using System.Globalization;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>A question to a metric. Without an area it is about all; without an as-of about now.</summary>
internal sealed record MetricQuery(Metric Metric, AreaCode? Area, DateOnly From, DateOnly To, Grouping GroupBy, DateTimeOffset? AsOf)
{
    internal const string Whole = "all";

    private static readonly string[] Names = ["area", "from", "to", "groupBy", "asOf"];
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a query string; every parameter at fault is named.</summary>
    internal static (MetricQuery?, Refusal?) Read(Metric metric, IQueryCollection query, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        foreach (var (name, values) in query)
        {
            Check(Names.Contains(name, StringComparer.OrdinalIgnoreCase), errors, name, "unknown", "没有该参数", "No such parameter");
            Check(values.Count == 1, errors, name, "repeated", "参数重复", "Given more than once");
        }

        var asOf = Instant(query["asOf"], now, errors);
        var to = Day("to", query["to"], errors) ?? ChinaTime.DayOf(asOf ?? now);
        var from = Day("from", query["from"], errors) ?? new DateOnly(to.Year, 1, 1);
        Check(from <= to, errors, "from", "afterTo", "起始日不得晚于截止日", "Must not be after 'to'");
        var area = AreaOf(query["area"], errors);
        var groupBy = GroupingOf(query["groupBy"], errors);
        return errors.Count > 0 ? (null, Bad(errors)) : (new MetricQuery(metric, area, from, to, groupBy, asOf), null);
    }

    /// <summary>The question as the caller may ask it: about an area of theirs. Without an area it is about all of theirs.</summary>
    internal MetricQuery? Within(RowScope scope, out Refusal? bad)
    {
        bad = null;
        if (Area is { } area)
        {
            bad = scope.Sees(null, area.Value) ? null : Refusal.Unknown("area");
        }
        else if (!scope.Areas.Contains(""))
        {
            if (scope.Areas is [var own] && AreaCode.TryParse(own, out var known))
            {
                return this with { Area = known };
            }

            bad = Bad(new FieldError("area", "required", "请指定辖区", "Name one of your areas"));
        }

        return bad is null ? this : null;
    }

    internal static Refusal Bad(params IReadOnlyList<FieldError> errors) =>
        new("query.invalid", "查询参数有误", "The query has invalid parameters") { Status = StatusCodes.Status400BadRequest, Errors = errors };

    internal static FieldError UnknownArea() => new("area", "unknown", "没有该行政区划", "No such area");

    private static AreaCode? AreaOf(string? text, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text) || text == Whole)
        {
            return null;
        }

        if (!AreaCode.TryParse(text, out var area))
        {
            errors.Add(UnknownArea());
        }

        return area;
    }

    private static DateOnly? Day(string field, string? text, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var known = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        Check(known, errors, field, "malformed", "应为 yyyy-MM-dd", "Must be yyyy-MM-dd");
        Check(!known || (day >= Earliest && day <= Latest), errors, field, "outOfRange", "日期超出范围", "Must be between 1900-01-01 and 2999-12-31");
        return known ? day : null;
    }

    private static DateTimeOffset? Instant(string? text, DateTimeOffset now, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus sign that was not escaped arrives as a blank.
        text = text.Replace(' ', '+');
        DateTimeOffset instant = default;
        var known = (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
        Check(known, errors, "asOf", "malformed", "应为带时区的时刻", "Must be an instant with its offset");
        Check(!known || instant <= now, errors, "asOf", "inFuture", "不得晚于当前时刻", "Must not be in the future");
        return known ? instant.ToUniversalTime() : null;
    }

    private static Grouping GroupingOf(string? text, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Grouping.None;
        }

        var grouping = Grouping.All.FirstOrDefault(g => g.Name == text);
        Check(grouping is not null, errors, "groupBy", "unknown", "不支持该分组", "No such grouping");
        return grouping ?? Grouping.None;
    }

    private static void Check(bool holds, List<FieldError> errors, string field, string code, string zh, string en)
    {
        if (!holds)
        {
            errors.Add(new FieldError(field, code, zh, en));
        }
    }
}
