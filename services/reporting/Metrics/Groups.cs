namespace Mediation.Reporting.Metrics;

/// <summary>From sums by key to groups with names, zero rows and the rest.</summary>
internal sealed class Groups(MetricQuery query, Tally total, Dictionary<string, Tally> sums, GroupLists lists)
{
    internal async Task<List<GroupAnswer>> NameAsync(DateOnly today, CancellationToken cancellation) => query.GroupBy switch
    {
        var g when g == Grouping.Area => OfAreas(await lists.AreasBelowAsync(query, today, cancellation)),
        { IsPeriod: true } => OfPeriods(),
        var g when g == Grouping.Type => await OfTypesAsync(today, cancellation),
        var g when g == Grouping.JusticeType => await OfJusticeTypesAsync(today, cancellation),
        _ => Listed(Folded(key => key.Length == 0 ? GroupNames.None : key).Where(s => !s.Value.IsZero), GroupNames.Of),
    };

    private List<GroupAnswer> OfAreas(Dictionary<string, string> below)
    {
        var rest = new Tally();
        rest.Add(total);
        foreach (var sum in sums.Values)
        {
            rest.Add(sum, -1);
        }

        var known = below.Keys.Select(code => KeyValuePair.Create(code, sums.GetValueOrDefault(code) ?? new Tally()));
        // Counted all the same: areas that the list does not have, and what is known of no area below.
        var others = sums.Where(s => !below.ContainsKey(s.Key) && !s.Value.IsZero);
        var groups = Listed(known.Concat(others), below.GetValueOrDefault);
        if (!rest.IsZero && query.Area is { } area)
        {
            groups.Add(GroupAnswer.Of(area.Value, null, Figure.Of(query.Metric, rest)));
        }

        return groups;
    }

    private List<GroupAnswer> OfPeriods()
    {
        var folded = Folded(query.GroupBy.KeyOf);
        return Listed(PeriodKeys(query).Select(key => KeyValuePair.Create(key, folded.GetValueOrDefault(key) ?? new Tally())), key => key);
    }

    private async Task<List<GroupAnswer>> OfTypesAsync(DateOnly today, CancellationToken cancellation)
    {
        var types = await lists.TypesAsync(today, cancellation);
        return Listed(sums.Where(s => !s.Value.IsZero), key => types.GetValueOrDefault(key)?.Name);
    }

    private async Task<List<GroupAnswer>> OfJusticeTypesAsync(DateOnly today, CancellationToken cancellation)
    {
        var types = await lists.TypesAsync(today, cancellation);
        var names = await lists.JusticeTypesAsync(today, cancellation);
        var folded = Folded(key => types.GetValueOrDefault(key)?.Columns.GetValueOrDefault("justice_code") ?? GroupNames.None);
        return Listed(folded.Where(s => !s.Value.IsZero), key => names.GetValueOrDefault(key) ?? GroupNames.Of(key));
    }

    /// <summary>The keys of all groups of a period, in order.</summary>
    internal static IEnumerable<string> PeriodKeys(MetricQuery query)
    {
        var months = ((query.To.Year - query.From.Year) * 12) + query.To.Month - query.From.Month;
        return Enumerable.Range(0, months + 1)
            .Select(n => query.GroupBy.KeyOf($"{new DateOnly(query.From.Year, query.From.Month, 1).AddMonths(n):yyyy-MM}"))
            .Distinct();
    }

    private Dictionary<string, Tally> Folded(Func<string, string> keyOf)
    {
        var folded = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var (key, sum) in sums)
        {
            var group = keyOf(key);
            (folded.TryGetValue(group, out var known) ? known : folded[group] = new Tally()).Add(sum);
        }

        return folded;
    }

    private List<GroupAnswer> Listed(IEnumerable<KeyValuePair<string, Tally>> groups, Func<string, string?> name) =>
        [.. groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => GroupAnswer.Of(g.Key, name(g.Key), Figure.Of(query.Metric, g.Value)))];
}
