namespace Mediation.Reporting.Metrics;

/// <summary>A group with its sums.</summary>
internal sealed record Group(string Key, string? Name, string? Key2, string? Name2, Tally Tally);

/// <summary>What the keys of a grouping become: which there must be, and what they are called.</summary>
/// <param name="KeyOf">From the key of rows to the key of the group.</param>
/// <param name="Known">All that are listed, without a dispute too; null where only those with one are.</param>
/// <param name="NameOf">For people.</param>
internal sealed record GroupKeys(Func<string, string> KeyOf, IReadOnlyCollection<string>? Known, Func<string, string?> NameOf);

/// <summary>From sums by key to groups with names, zero rows and the rest.</summary>
internal sealed class Groups(MetricQuery query, Sums sums, IReadOnlyList<GroupKeys> keys)
{
    /// <summary>Whether all sums can be broken down that way; otherwise only groups with something in them are listed.</summary>
    private readonly bool _splits = query.Metric.Kind == MetricKind.Distinct || query.Metric.Sums.All(s => query.Columns.All(s.Cohort.Has));

    /// <summary>In the order of their keys.</summary>
    internal List<Group> All()
    {
        var folded = Fold();
        var groups = Listed(folded).Select(key => new Group(
            key.Key, keys[0].NameOf(key.Key), keys.Count > 1 ? key.Key2 : null, keys.Count > 1 ? keys[1].NameOf(key.Key2) : null,
            folded.GetValueOrDefault(key) ?? new Tally()));
        return [.. groups, .. Rest(folded)];
    }

    private Dictionary<(string Key, string Key2), Tally> Fold()
    {
        var folded = new Dictionary<(string, string), Tally>(sums.Groups.Count);
        var several = new Dictionary<(string, string), List<Tally>>();
        foreach (var ((one, two), sum) in sums.Groups)
        {
            var key = (keys[0].KeyOf(one), keys.Count > 1 ? keys[1].KeyOf(two) : "");
            if (!folded.TryAdd(key, sum))
            {
                (several.TryGetValue(key, out var parts) ? parts : several[key] = [folded[key]]).Add(sum);
            }
        }

        foreach (var (key, parts) in several)
        {
            folded[key] = Tally.Of(parts);
        }

        return folded;
    }

    private IEnumerable<(string Key, string Key2)> Listed(Dictionary<(string Key, string Key2), Tally> folded)
    {
        var seen = folded.Where(f => !f.Value.IsZero).Select(f => f.Key);
        if (_splits && keys.Any(k => k.Known is not null))
        {
            var ones = KeysOf(keys[0], seen.Select(s => s.Key));
            var twos = keys.Count > 1 ? KeysOf(keys[1], seen.Select(s => s.Key2)) : [""];
            return ones.SelectMany(one => twos.Select(two => (one, two)));
        }

        return seen.OrderBy(s => s.Key, StringComparer.Ordinal).ThenBy(s => s.Key2, StringComparer.Ordinal);
    }

    // Counted all the same: areas that the list does not have.
    private static List<string> KeysOf(GroupKeys of, IEnumerable<string> seen) => [.. (of.Known ?? []).Concat(seen).Distinct().Order(StringComparer.Ordinal)];

    // What is known of the area as such, and of none below it.
    private IEnumerable<Group> Rest(Dictionary<(string Key, string Key2), Tally> folded)
    {
        if (!query.ByArea || query.Area is not { } area || !_splits || query.Metric.Kind == MetricKind.Distinct || query.Metric.Reference != Reference.None)
        {
            yield break;
        }

        var areaFirst = query.GroupBy[0] == Grouping.Area;
        var known = folded.ToLookup(f => areaFirst ? f.Key.Key2 : f.Key.Key, f => f.Value, StringComparer.Ordinal);
        foreach (var (other, whole) in Across().OrderBy(across => across.Key, StringComparer.Ordinal))
        {
            var rest = new Tally();
            rest.Add(whole);
            foreach (var sum in known[other])
            {
                rest.Add(sum, -1);
            }

            if (!rest.IsZero)
            {
                yield return keys.Count == 1 ? new Group(area.Value, null, null, null, rest)
                    : areaFirst ? new Group(area.Value, null, other, keys[1].NameOf(other), rest)
                    : new Group(other, keys[0].NameOf(other), area.Value, null, rest);
            }
        }
    }

    private Dictionary<string, Tally> Across()
    {
        if (keys.Count == 1)
        {
            return new() { [""] = sums.Total };
        }

        var naming = query.GroupBy[0] == Grouping.Area ? keys[1] : keys[0];
        var folded = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var (key, sum) in sums.Across)
        {
            var group = naming.KeyOf(key);
            (folded.TryGetValue(group, out var known) ? known : folded[group] = new Tally()).Add(sum);
        }

        return folded;
    }

    /// <summary>The keys of all groups of a period, in order.</summary>
    internal static IEnumerable<string> PeriodKeys(MetricQuery query, Grouping grouping)
    {
        var months = ((query.To.Year - query.From.Year) * 12) + query.To.Month - query.From.Month;
        return Enumerable.Range(0, months + 1)
            .Select(n => grouping.KeyOf!($"{new DateOnly(query.From.Year, query.From.Month, 1).AddMonths(n):yyyy-MM}"))
            .Distinct();
    }
}
