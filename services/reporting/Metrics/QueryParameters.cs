using System.Globalization;
using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>Reads a question from text, from a query string or a batch; every parameter at fault is named. Made for one question.</summary>
internal sealed class QueryParameters(Func<string, string?> value)
{
    internal static readonly IReadOnlyList<string> Names =
        ["area", "from", "to", "groupBy", "asOf", "compare", "compareFrom", "compareTo", "populationKind", "asOutsider"];

    private const int LongestYears = 50;

    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly List<FieldError> _errors = [];

    /// <summary>Of a query string; a route may have more parameters beside these.</summary>
    internal static (MetricQuery?, Refusal?) Read(Metric metric, IQueryCollection query, DateTimeOffset now, params ReadOnlySpan<string> more)
    {
        var parameters = new QueryParameters(name => query[name]);
        foreach (var (name, values) in query)
        {
            var known = Names.Contains(name, StringComparer.OrdinalIgnoreCase) || more.Contains(name, StringComparer.OrdinalIgnoreCase);
            parameters.Check(known, name, "unknown", "没有该参数", "No such parameter");
            parameters.Check(values.Count == 1, name, "repeated", "参数重复", "Given more than once");
        }

        return parameters.Read(metric, now);
    }

    internal (MetricQuery?, Refusal?) Read(Metric metric, DateTimeOffset now)
    {
        var asOf = Instant(value("asOf"), now);
        var (from, to) = Days(ChinaTime.DayOf(asOf ?? now));
        var compare = value("compare") is { Length: > 0 } asked ? asked : null;
        var query = new MetricQuery(metric, Area(), from, to, Groupings(metric), asOf)
        {
            Compare = compare, ComparedWith = ComparedWith(compare, from, to), PopulationKind = PopulationKind(metric), AsOutsider = AsOutsider(),
        };
        return _errors.Count > 0 ? (null, QueryRefusals.Bad(_errors)) : (query, null);
    }

    private (DateOnly From, DateOnly To) Days(DateOnly today)
    {
        var to = Day("to") ?? today;
        var from = Day("from") ?? new DateOnly(to.Year, 1, 1);
        Check(from <= to, "from", "afterTo", "起始日不得晚于截止日", "Must not be after 'to'");
        Check(from > to || from.AddYears(LongestYears) > to, "from", "tooLong", $"期间不得超过{LongestYears}年", $"A period has at most {LongestYears} years");
        return (from, to);
    }

    private (DateOnly From, DateOnly To)? ComparedWith(string? compare, DateOnly from, DateOnly to)
    {
        var (first, last) = (Day("compareFrom"), Day("compareTo"));
        Check(compare is null or "previous" or "year", "compare", "unknown", "只能是 previous 或 year", "Must be previous or year");
        Check((first is null) == (last is null), "compareFrom", "incomplete", "须同时给出 compareFrom 和 compareTo", "compareFrom and compareTo belong together");
        Check(first is null || compare is null, "compare", "twice", "只能给出一种对比方式", "Either compare or compareFrom and compareTo");
        Check(first is null || last is null || (first <= last && first.Value.AddYears(LongestYears) > last), "compareFrom", "afterTo", "对比期间有误", "No such period");
        return first is { } a && last is { } b ? (a, b) : from > to ? null : Comparisons.PeriodOf(compare, from, to);
    }

    private AreaCode? Area()
    {
        var text = value("area");
        if (string.IsNullOrEmpty(text) || text == MetricQuery.Whole)
        {
            return null;
        }

        if (!AreaCode.TryParse(text, out var area))
        {
            _errors.Add(QueryRefusals.UnknownArea);
        }

        return area;
    }

    private List<Grouping> Groupings(Metric metric)
    {
        var names = value("groupBy") is { Length: > 0 } text ? text.Split(',') : [];
        var fitting = Grouping.Of(metric).ToList();
        var groupings = names.Select(name => fitting.Find(g => g.Name == name)).OfType<Grouping>().ToList();
        foreach (var name in names.Where(name => groupings.All(g => g.Name != name)))
        {
            var known = Grouping.All.Concat(Grouping.Participants).Any(g => g.Name == name);
            Check(known, "groupBy", "unknown", "不支持该分组", "No such grouping");
            Check(!known, "groupBy", "doesNotFit", "该指标不能按此分组", "The metric cannot be broken down that way");
        }

        Check(names.Length <= 2, "groupBy", "tooMany", "至多两个分组", "At most two groupings");
        var twice = groupings.Count == 2 && (groupings[0].Column == groupings[1].Column
            ? groupings[0] == groupings[1] || groupings[0].Column is not null || groupings.All(g => g.IsPeriod)
            : groupings.All(Grouping.Participants.Contains));
        Check(!twice, "groupBy", "twice", "两个分组不得相同", "The two groupings are of the same thing");
        return groupings;
    }

    private string PopulationKind(Metric metric)
    {
        var kind = value("populationKind") is { Length: > 0 } text ? text : "registered";
        Check(kind is "registered" or "resident", "populationKind", "unknown", "只能是 registered 或 resident", "Must be registered or resident");
        Check(kind == "registered" || metric.Reference == Reference.Population, "populationKind", "doesNotFit", "该指标没有人口", "The metric is not about people");
        return kind;
    }

    private bool AsOutsider()
    {
        var text = value("asOutsider");
        Check(text is null or "" or "true" or "false", "asOutsider", "unknown", "只能是 true 或 false", "Must be true or false");
        return text == "true";
    }

    private DateOnly? Day(string field)
    {
        if (value(field) is not { Length: > 0 } text)
        {
            return null;
        }

        var known = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        Check(known, field, "malformed", "应为 yyyy-MM-dd", "Must be yyyy-MM-dd");
        var within = day >= Earliest && day <= Latest;
        Check(!known || within, field, "outOfRange", "日期超出范围", "Must be between 1900-01-01 and 2999-12-31");
        return known && within ? day : null;
    }

    private DateTimeOffset? Instant(string? text, DateTimeOffset now)
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
        Check(known, "asOf", "malformed", "应为带时区的时刻", "Must be an instant with its offset");
        Check(!known || instant <= now, "asOf", "inFuture", "不得晚于当前时刻", "Must not be in the future");
        return known ? instant.ToUniversalTime() : null;
    }

    private void Check(bool holds, string field, string code, string zh, string en)
    {
        if (!holds)
        {
            _errors.Add(new FieldError(field, code, zh, en));
        }
    }
}
