using System.Data;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.History;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Metrics;

/// <summary>Sums of a question: all together, by its groups, and by its other grouping where it asks for areas too.</summary>
/// <param name="Total">Of the whole.</param>
/// <param name="Groups">By the keys of the groupings; the second is empty when there is but one.</param>
/// <param name="Across">Of the whole area, by the key of the grouping that is not the area.</param>
internal sealed record Sums(Tally Total, Dictionary<(string Key, string Key2), Tally> Groups, Dictionary<string, Tally> Across);

/// <summary>Reads sums: whole months from cells, broken months from rows; of the past, what has changed since from the history. Thread-safe.</summary>
internal sealed class FigureReader(EventStore.EventStore store)
{
    /// <summary>The sums of a question, as of one moment.</summary>
    internal async Task<Sums> ReadAsync(RowScope scope, MetricQuery query, DateOnly today, CancellationToken cancellation)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await store.ReadAs(scope).EnterAsync(connection, cancellation);
        if (query.Metric.Kind != MetricKind.Distinct)
        {
            await PlanAsync(connection, query, cancellation);
        }

        var past = query.AsOf is { } asOf && query.Metric.Kind != MetricKind.Distinct ? await Past.ReadAsync(connection, asOf, cancellation) : null;
        var groups = query.GroupBy.Count == 0 ? [] : await SumAsync(connection, query, query.GroupBy, today, cancellation, past);
        // Areas below may leave a rest that is known of the area as such only; all other groups add up to the whole, unless they are none.
        var others = query.GroupBy.Where(g => g != Grouping.Area).ToList();
        var addsUp = query.Metric.Kind != MetricKind.Distinct && query.Metric.Reference == Reference.None && others.Count > 0
            && query.Metric.Sums.All(sum => others.All(g => g.Column is null || sum.Cohort.Has(g.Column)));
        var across = !query.ByArea || others.Count == 0 ? [] : await SumAsync(connection, query, others, today, cancellation, past);
        var whole = !addsUp ? await SumAsync(connection, query, [], today, cancellation, past) : query.ByArea ? across : groups;
        await transaction.CommitAsync(cancellation);
        var total = new Tally();
        foreach (var part in whole.Values)
        {
            total.Add(part);
        }

        return new Sums(total, groups, across.ToDictionary(a => a.Key.Key, a => a.Value, StringComparer.Ordinal));
    }

    // PostgreSQL takes the reading of cells for so dear that sorting them all seems free beside it; to hash them takes a third less. And a plan for
    // whatever days and areas are asked next takes a province for a village, and reads all of its rows for the few of some days.
    private static async Task PlanAsync(NpgsqlConnection connection, MetricQuery query, CancellationToken cancellation)
    {
        var readsRows = query.AsOf is not null || query.From.Day > 1 || query.To.AddDays(1).Day > 1;
        await using var command = new NpgsqlCommand(
            "select set_config('enable_sort', $1, true), set_config('enable_incremental_sort', $1, true), set_config('plan_cache_mode', $2, true)", connection);
        Bind(command, query.GroupBy.Count > 0 ? "off" : "on");
        Bind(command, readsRows ? "force_custom_plan" : "auto");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The sums of a question by keys, inside a transaction.</summary>
    internal static async Task<Dictionary<(string Key, string Key2), Tally>> SumAsync(
        NpgsqlConnection connection, MetricQuery query, IReadOnlyList<Grouping> by, DateOnly today, CancellationToken cancellation, Past? past = null)
    {
        var sums = new Dictionary<(string, string), Tally>();
        var columns = by.Select(g => g.Column).OfType<string>().ToList();
        var numerator = query.Metric.NumeratorBy(columns);
        // What cannot be broken down that way, the denominator of all, is added to each of the groups that there are.
        foreach (var cohort in query.Metric.Sums.GroupBy(s => s.Cohort).OrderByDescending(c => c.Key == numerator.Cohort))
        {
            Sum[] of = [.. cohort];
            var fits = query.Metric.Kind == MetricKind.Distinct ? by : [.. by.Where(g => g.Column is null || cohort.Key.Has(g.Column))];
            await using var command = query.Metric.Kind == MetricKind.Distinct
                ? Distinct(query, by, today)
                : Command(query, cohort.Key, fits, of, today, past);
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var (key, key2) = (reader.GetString(0), reader.GetString(1));
                if (fits.Count == by.Count)
                {
                    Add(sums.TryGetValue((key, key2), out var known) ? known : sums[(key, key2)] = new Tally(), of, query.Metric.HasHistogram, reader);
                    continue;
                }

                foreach (var tally in Places(sums, by, fits, key))
                {
                    Add(tally, of, query.Metric.HasHistogram, reader);
                }
            }
        }

        return sums;
    }

    private static List<Tally> Places(
        Dictionary<(string Key, string Key2), Tally> sums, IReadOnlyList<Grouping> by, IReadOnlyList<Grouping> fits, string key)
    {
        // A group of which nothing is left is none.
        var groups = sums.Where(s => !s.Value.IsZero);
        return [.. (fits.Count == 0 ? groups : groups.Where(s => (fits[0] == by[0] ? s.Key.Key : s.Key.Key2) == key)).Select(s => s.Value)];
    }

    private static void Add(Tally tally, Sum[] sums, bool histogram, NpgsqlDataReader reader)
    {
        Span<decimal> values = stackalloc decimal[sums.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            values[i] = reader.IsDBNull(2 + i) ? 0 : reader.GetFieldValue<decimal>(2 + i);
        }

        tally.Add(sums, values);
        if (histogram && !reader.IsDBNull(2 + sums.Length))
        {
            tally.Add(reader.GetFieldValue<byte[]>(2 + sums.Length), reader.GetInt32(3 + sums.Length));
        }
    }

    private static NpgsqlCommand Command(MetricQuery query, Cohort cohort, IReadOnlyList<Grouping> by, IReadOnlyList<Sum> sums, DateOnly today, Past? past)
    {
        var columns = by.Select(g => g.Column).Append(query.Type is null ? null : "type").OfType<string>().Distinct();
        var axis = cohort.HasCells ? Axis.Of([.. columns]) : null;
        var level = axis?.LevelFor(query.Area, by.Contains(Grouping.Area));
        var (from, to) = query.DaysOf(cohort, today);
        // A period that has not begun by the as-of holds no day.
        var period = level is null || from > to ? Period.OfRows(from, to) : Period.Split(from, to, today);
        var command = new NpgsqlCommand(FigureSql.Of(query, cohort, by, level is null ? null : axis, sums, period, past));
        Bind(command, axis?.Name ?? "");
        Bind(command, level ?? 0);
        BindArea(command, query.Area);
        Bind(command, period.Months.First);
        Bind(command, period.Months.Last);
        Bind(command, period.Edges.Select(e => e.Days.First).ToArray());
        Bind(command, period.Edges.Select(e => e.Days.Last).ToArray());
        Bind(command, period.Edges.Select(e => e.Sign).ToArray());
        Bind(command, by.Contains(Grouping.Area) ? ChildLength(query.Area) : 0);
        if (past is not null)
        {
            Bind(command, from);
            Bind(command, to);
            Bind(command, past.Instant);
            Bind(command, past.Folded);
            Bind(command, past.Boundary);
        }

        if (query.Type is { } type)
        {
            Bind(command, type);
        }

        return command;
    }

    private static NpgsqlCommand Distinct(MetricQuery query, IReadOnlyList<Grouping> by, DateOnly today)
    {
        var command = new NpgsqlCommand(FigureSql.Distinct(by, query.AsOf is not null));
        var (from, to) = query.DaysOf(query.Metric.Cohort, today);
        Bind(command, from);
        Bind(command, to);
        BindArea(command, query.Area);
        Bind(command, by.Contains(Grouping.Area) ? ChildLength(query.Area) : 0);
        if (query.AsOf is { } asOf)
        {
            Bind(command, asOf);
        }

        return command;
    }

    internal static int ChildLength(AreaCode? area) => area?.ChildLength ?? 2;

    // ':' is the character after '9': all areas that begin with these digits.
    private static void BindArea(NpgsqlCommand command, AreaCode? area)
    {
        Bind(command, area?.Value ?? "");
        Bind(command, $"{area?.Value}:");
    }

    private static void Bind<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
