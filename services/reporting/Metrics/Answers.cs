using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>From a question to its answer. Thread-safe.</summary>
internal sealed class Answers(FigureReader figures, GroupLists lists, ReferenceFigures references, IConfiguration configuration)
{
    private const int MostGroups = 5_000;
    private const int CountyDigits = 6;

    /// <summary>What has no cells is counted row by row, up to so many: they take about a second.</summary>
    internal decimal MostRows { get; } = configuration.GetValue("Reporting:MostRows", 500_000m);

    /// <summary>The answer that a caller of this scope gets, or why there is none.</summary>
    internal async Task<(MetricAnswer?, Refusal?)> AnswerAsync(MetricQuery asked, RowScope scope, DateTimeOffset now, CancellationToken cancellation)
    {
        var query = asked.Within(scope, out var bad);
        if (query is null || (bad = await RefuseAsync(query, cancellation)) is not null)
        {
            return (null, bad);
        }

        var today = ChinaTime.DayOf(now);
        if (await IsTooBroadAsync(query, scope, today, cancellation))
        {
            return (null, QueryRefusals.Bad(QueryRefusals.TooBroad));
        }

        var (total, groups) = await ReadAsync(query, scope, today, cancellation);
        if (groups.Count > MostGroups)
        {
            return (null, QueryRefusals.Bad(QueryRefusals.TooMany(MostGroups)));
        }

        var (answer, columns) = (MetricAnswer.Of(query, WholeOf(query, total), now), query.Columns);
        if (query.GroupBy.Count > 0)
        {
            answer = answer with
            {
                GroupBy = string.Join(',', query.GroupBy.Select(g => g.Name)),
                ZeroRows = query.GroupBy.Any(g => g.ZeroRows),
                Groups = new MadeWhenRead<Group, GroupAnswer>(groups, g => GroupAnswer.Of(g, Figure.Of(query.Metric, g.Tally, columns))),
            };
        }

        answer = query.ComparedWith is null ? answer : await CompareAsync(query, scope, answer, (total, groups), today, cancellation);
        return (Suppression.Hide(answer, query, scope), null);
    }

    /// <summary>Why the question cannot be asked of this area; null when it can.</summary>
    internal async Task<Refusal?> RefuseAsync(MetricQuery query, CancellationToken cancellation)
    {
        if (query.Area is { } area && !await lists.KnowsAsync(area, cancellation))
        {
            return QueryRefusals.Bad(QueryRefusals.UnknownArea);
        }

        if (query.ByArea && query.Area?.ChildLength == 0)
        {
            return QueryRefusals.Bad(QueryRefusals.NoAreasBelow);
        }

        return null;
    }

    private async Task<bool> IsTooBroadAsync(MetricQuery query, RowScope scope, DateOnly today, CancellationToken cancellation) =>
        query.Columns.Count > 1 && query.AsOf is null && (query.Area?.Value.Length ?? 0) < CountyDigits
        && Axis.Of(query.Columns)?.LevelFor(query.Area, below: false) is null
        && (await figures.ReadAsync(query.Reach(scope), query with { GroupBy = [] }, today, cancellation)).Total[Sum.Of(query.Metric.Cohort)] > MostRows;

    private async Task<(Tally Total, List<Group> Groups)> ReadAsync(MetricQuery query, RowScope scope, DateOnly today, CancellationToken cancellation)
    {
        var sums = await figures.ReadAsync(query.Reach(scope), query, today, cancellation);
        var keys = new List<GroupKeys>();
        foreach (var grouping in query.GroupBy)
        {
            keys.Add(await lists.KeysAsync(query, grouping, today, cancellation));
        }

        var groups = keys.Count == 0 ? [] : new Groups(query, sums, keys).All();
        await references.ReferAsync(query, sums.Total, groups, today, cancellation);
        return (sums.Total, groups);
    }

    private async Task<MetricAnswer> CompareAsync(
        MetricQuery query, RowScope scope, MetricAnswer answer, (Tally Total, List<Group> Groups) current, DateOnly today, CancellationToken cancellation)
    {
        // Groups of periods have no counterpart in another period: only the whole is compared.
        var previously = query with
        {
            From = query.ComparedWith!.Value.From, To = query.ComparedWith.Value.To, GroupBy = query.Period is null ? query.GroupBy : [],
        };
        var (total, groups) = await ReadAsync(previously, scope, today, cancellation);
        answer = answer with { Comparison = Comparisons.Of(query, WholeOf(query, current.Total), WholeOf(query, total)) };
        if (query.Period is not null || answer.Groups is null)
        {
            return answer;
        }

        var columns = query.Columns;
        var before = groups.ToDictionary(g => (g.Key, g.Key2), g => g.Tally);
        return answer with
        {
            Groups =
            [
                .. answer.Groups.Zip(current.Groups).Select(g => g.First with
                {
                    Comparison = Comparisons.Of(
                        query, Figure.Of(query.Metric, g.Second.Tally, columns),
                        Figure.Of(query.Metric, before.GetValueOrDefault((g.Second.Key, g.Second.Key2)) ?? new Tally(), columns)),
                }),
            ],
        };
    }

    // What is counted instead by some column is not what the whole is.
    private static Figure WholeOf(MetricQuery query, Tally tally) => Figure.Of(query.Metric, tally, query.Metric.Instead is not null ? [] : query.Columns);
}
