using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>A question to a metric. Without an area it is about all; without an as-of about now.</summary>
internal sealed record MetricQuery(
    Metric Metric, AreaCode? Area, DateOnly From, DateOnly To, IReadOnlyList<Grouping> GroupBy, DateTimeOffset? AsOf)
{
    internal const string Whole = "all";

    private static readonly DateOnly AnyDay = new(2000, 1, 1);

    /// <summary>What the figures are compared with; null for nothing.</summary>
    internal (DateOnly From, DateOnly To)? ComparedWith { get; init; }

    /// <summary>How the comparison was asked for.</summary>
    internal string? Compare { get; init; }

    /// <summary>registered or resident.</summary>
    internal string PopulationKind { get; init; } = "registered";

    /// <summary>Only disputes of this type, or of this class of types; null for all. Not together with groupings by column.</summary>
    internal string? Type { get; init; }

    /// <summary>Whether the area may be one that the caller's lies in: asked for, since small cells are then hidden.</summary>
    internal bool AsOutsider { get; init; }

    internal Grouping? Period => GroupBy.FirstOrDefault(g => g.IsPeriod);

    internal bool ByArea => GroupBy.Contains(Grouping.Area);

    internal IReadOnlyList<string> Columns => [.. GroupBy.Select(g => g.Column).OfType<string>()];

    /// <summary>The days of the question for a cohort: what is due after the as-of is not due, and what has no date is of any period.</summary>
    internal (DateOnly From, DateOnly To) DaysOf(Cohort cohort, DateOnly today)
    {
        var known = AsOf is { } asOf ? ChinaTime.DayOf(asOf) : today;
        return cohort.AnyPeriod ? (AnyDay, AnyDay) : (From, cohort.UntilAsOf && known < To ? known : To);
    }

    /// <summary>The question as the caller may ask it: about an area of theirs, or as an outsider about one that theirs lies in.</summary>
    internal MetricQuery? Within(RowScope scope, out Refusal? bad)
    {
        bad = null;
        if (Area is { } area)
        {
            var above = AsOutsider && scope.Areas.Any(own => own.StartsWith(area.Value, StringComparison.Ordinal));
            bad = above || scope.Sees(null, area.Value) ? null : Refusal.Unknown("area");
        }
        else if (!scope.Areas.Contains(""))
        {
            if (scope.Areas is [var own] && AreaCode.TryParse(own, out var known))
            {
                return this with { Area = known };
            }

            bad = QueryRefusals.Bad(new FieldError("area", "required", "请指定辖区", "Name one of your areas"));
        }

        return bad is null ? this : null;
    }

    /// <summary>What is read for it: an outsider reads more than the own area, and is shown no small cells of it.</summary>
    internal RowScope Reach(RowScope scope) => Area is { } area && !scope.Sees(null, area.Value) ? scope with { Areas = [area.Value] } : scope;
}
