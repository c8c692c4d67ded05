using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.History;

/// <summary>The tables of what was counted when, and what keeps them, written out for every grain and cohort.</summary>
internal static class HistorySql
{
    /// <summary>Grains that have a history: those whose sums add up.</summary>
    internal static readonly IReadOnlyList<Grain> Grains = [.. Grain.All.Where(grain => CohortsOf(grain).Any())];

    // The three that read facts.
    private static readonly string[] Readers = ["latest_own(", "latest_facts(", "latest_also("];

    /// <summary>All tables.</summary>
    internal static readonly IReadOnlyList<string> Tables = [.. Grains.Select(TableOf), "history_cells"];

    /// <summary>State, cells and functions; after the tables of the grains.</summary>
    internal static IEnumerable<string> Scripts =>
    [
        "create sequence if not exists history_order;",
        EachAt(ReportingSchema.Resource("told.sql").Replace(
            "tell(wanted uuid[], as_of timestamptz)", "tell_at(wanted uuid[], as_of timestamptz[])", StringComparison.Ordinal)),
        .. Grains.Select(ScriptOf),
        ReportingSchema.Resource("history.sql")
            .Replace("{sums} numeric not null default 0", string.Join(",\n    ", SumColumns.Select(s => $"{s} numeric not null default 0")), StringComparison.Ordinal)
            .Replace("{keep}", string.Join("\n        ", Grains.Select(Keep)), StringComparison.Ordinal),
    ];

    /// <summary>Forgets all of it, to be kept anew from the first fact on. Not at once, as truncating would be: who reads goes on reading what was there.</summary>
    internal static string Forget { get; } =
        string.Concat(Tables.Select(table => $"delete from {table}; ")) + "update history_state set kept = 0, folded = written;";

    private static IEnumerable<string> SumColumns => Enumerable.Range(1, Cohort.All.Max(c => c.Sums.Count)).Select(n => $"s{n}");

    internal static string TableOf(Grain grain) => $"{grain.Name}_history";

    /// <summary>The column of its cells that holds a sum.</summary>
    internal static string ColumnOf(Sum sum) => sum.Sql == Sum.One ? "n" : $"s{sum.Cohort.Sums.Index().First(s => s.Item == sum).Index + 1}";

    /// <summary>Adds rows of a cohort after one ($1) and up to another ($2) to its cells.</summary>
    internal static string Fold(Cohort cohort)
    {
        string[] place = ["axis", "level", "area", "known", "month", "key", "key2"];
        string[] sums = ["n", .. cohort.Sums.Select(ColumnOf)], spread = cohort.Value is null ? [] : ["spread", "spread_rows"];
        return $"""
            insert into history_cells as c ({List(["cohort", .. place, .. sums, .. spread])})
            select '{cohort.Name}', {List([.. place.Select(p => $"f.{p}"), .. sums.Select(s => $"f.{s}"), .. spread.Select(s => $"f.{s}")])}
              from ({(cohort.Value is null ? AddedUp(cohort, place) : WithSpread(cohort, place, sums))}) f
             where {string.Join(" or ", [.. sums.Select(s => $"f.{s} <> 0"), .. spread.Select(s => $"f.{s} is not null")])}
                on conflict (cohort, axis, level, area, known, month, key, key2)
                do update set {List([.. sums.Select(s => $"{s} = c.{s} + excluded.{s}"), .. spread.Length == 0 ? (string[])[] : [MergedSpread]])}
            """;
    }

    private static string AddedUp(Cohort cohort, IEnumerable<string> place) =>
        $"""
        select a.axis, a.level, left(d.area, a.level) as area, date_trunc('month', d.known_at at time zone 'UTC')::date as known,
                           d.{cohort.Column} - (extract(day from d.{cohort.Column})::int - 1) as month, a.key, a.key2, sum(d.sign) as n
                           {string.Concat(cohort.Sums.Select(sum => $", sum(d.sign * ({sum.Sql})) as {ColumnOf(sum)}"))}
                           {(cohort.Value is null ? "" : $", coalesce(d.{cohort.Value}, 0) as value")}
                      from {TableOf(cohort.Grain)} d
                     cross join lateral ({string.Join(" union all ", cohort.Axes.Select(CellSql.AxisRows))}) a
                     where d.ordered > $1 and d.ordered <= $2 and d.{cohort.Column} is not null and d.area is not null
                     group by {List(place.Select((_, i) => i + 1))}{(cohort.Value is null ? "" : ", value")}
        """;

    private static string WithSpread(Cohort cohort, IReadOnlyList<string> place, IEnumerable<string> sums) =>
        $"""
        select {List(place)}, {List(sums.Select(s => $"sum({s}) as {s}"))},
               array_agg(value) filter (where n <> 0) as spread, array_agg(n::int) filter (where n <> 0) as spread_rows
          from ({AddedUp(cohort, place)}) v
         group by {List(place)}
        """;

    private const string MergedSpread =
        """
        (spread, spread_rows) = (
                select array_agg(v.at), array_agg(v.rows)
                  from (select u.at, sum(u.rows)::int as rows
                          from (select * from unnest(c.spread, c.spread_rows)
                                union all select * from unnest(excluded.spread, excluded.spread_rows)) as u(at, rows)
                         group by u.at having sum(u.rows) <> 0) v)
        """;

    private static string ScriptOf(Grain grain) => ReportingSchema.Resource("history_grain.sql")
        .Replace("{name}", grain.Name, StringComparison.Ordinal)
        .Replace("{columns}", grain.Declared, StringComparison.Ordinal)
        .Replace("{of h}", string.Join(", ", grain.Columns.Select(column => $"h.{column}")), StringComparison.Ordinal)
        .Replace("{dates}", List(CohortsOf(grain).Select(c => c.Column).Distinct()), StringComparison.Ordinal)
        .Replace("{derivation}", EachAt(grain.Derivation), StringComparison.Ordinal);

    // What was known of a subject until the instant is taken off, what was known then is added: only what differs is written.
    private static string Keep(Grain grain) =>
        $"""
        if present && array[{string.Join(", ", grain.From.Select(kind => $"'{kind}'"))}] then
                insert into {TableOf(grain)} (known_at, sign, {List(grain.Columns)})
                select w.instant, x.sign, (x.counted).*
                  from (select y.counted, y.subject, sum(y.sign)::int as sign
                          from (select d as counted, d.subject, 1 as sign from derive_{grain.Name}_at(step.subjects, told, step.instants) d
                                union all
                                select row({List(grain.Columns.Select(column => $"h.{column}"))})::{grain.Name}, h.subject, -h.sign
                                  from {TableOf(grain)} h join unnest(step.subjects, step.instants) as w(subject, instant) on w.subject = h.subject
                                 where h.subject = any(step.subjects) and h.known_at <= w.instant) y
                         group by y.counted, y.subject having sum(y.sign) <> 0) x
                  join unnest(step.subjects, step.instants) as w(subject, instant) on w.subject = x.subject;
            end if;
        """;

    private static IEnumerable<Cohort> CohortsOf(Grain grain) => Cohort.All.Where(cohort => cohort.Grain == grain && cohort.HasCells);

    private static string EachAt(string sql) => Readers.Aggregate(
        sql, (text, reader) => text.Replace(reader, reader.Replace("(", "_at(", StringComparison.Ordinal), StringComparison.Ordinal));

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items);
}
