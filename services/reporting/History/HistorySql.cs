using Mediation.Reporting.Cells;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.History;

/// <summary>The tables of what was counted when, and what keeps them, written out for every grain.</summary>
internal static class HistorySql
{
    /// <summary>Grains that have a history: those whose sums add up.</summary>
    internal static readonly IReadOnlyList<Grain> Grains = [.. Grain.All.Where(grain => CohortsOf(grain).Any())];

    private const string Known = "known";
    private const string MonthKnown = "date_trunc('month', h.known_at at time zone 'UTC')::date";

    // The three that read facts.
    private static readonly string[] Readers = ["latest_own(", "latest_facts(", "latest_also("];

    /// <summary>All tables.</summary>
    internal static readonly IReadOnlyList<string> Tables = [.. Grains.Select(TableOf), .. CellTable.All.Select(table => CellsOf(table.Grain))];

    /// <summary>State, cells and functions; after the tables of the grains.</summary>
    internal static IEnumerable<string> Scripts =>
    [
        "create sequence if not exists history_order;",
        EachAt(ReportingSchema.Resource("told.sql").Replace(
            "tell(wanted uuid[], as_of timestamptz)", "tell_at(wanted uuid[], as_of timestamptz[])", StringComparison.Ordinal)),
        .. Grains.Select(ScriptOf),
        .. CellTable.All.Select(table => table.ScriptOf(CellsOf(table.Grain), Known)),
        ReportingSchema.Resource("history.sql").Replace("{keep}", string.Join("\n        ", Grains.Select(Keep)), StringComparison.Ordinal),
    ];

    /// <summary>Forgets all of it, to be kept anew from the first fact on. Not at once, as truncating would be: who reads goes on reading what was there.</summary>
    internal static string Forget { get; } =
        string.Concat(Tables.Select(table => $"delete from {table}; ")) + "update history_state set kept = 0, folded = written;";

    internal static string TableOf(Grain grain) => $"{grain.Name}_history";

    /// <summary>The cells of its rows: as those of what counts now, for each month in which it became known.</summary>
    internal static string CellsOf(Grain grain) => $"{grain.Name}_history_cells";

    /// <summary>What is added to them of rows that became known in a month.</summary>
    internal static CellDelta Of(FoldedCells cells, DateOnly month) => new(cells, CellsOf(cells.Table.Grain), (Known, month));

    /// <summary>In which months rows after one ($1) and up to another ($2) became known.</summary>
    internal static string MonthsKnown(Grain grain) => $"select distinct {MonthKnown} from {TableOf(grain)} h where h.ordered > $1 and h.ordered <= $2 order by 1";

    /// <summary>Those of one month ($3).</summary>
    internal static string Rows(CellTable table) => CellSql.Rows(
        table, $"(select h.* from {TableOf(table.Grain)} h where h.ordered > $1 and h.ordered <= $2 and {MonthKnown} = $3)");

    /// <summary>How many rows came or count now, and how many came more or less often than they went and count; without those of whom facts wait.</summary>
    internal static string CompareRows(Grain grain) =>
        $"""
        select count(*), count(*) filter (where x.sign <> 0)
          from (select sum(y.sign) as sign
                  from (select sign, {List(grain.Columns)} from {TableOf(grain)} union all select -1, {List(grain.Columns)} from {grain.Name}) y
                 where y.subject <> all(array(select unkept_since('-infinity')))
                 group by {List(grain.Columns)}) x
        """;

    /// <summary>How many cells there are, and how many are not what their history adds up to.</summary>
    internal static string CompareCells(CellTable table)
    {
        var (place, sums) = (List(CellTable.Place), table.Columns.Select(column => column.Name).ToList());
        return $"""
            select count(*), count(*) filter (where row({List(sums.Select(Told("n")))}) is distinct from row({List(sums.Select(Told("h")))}))
              from (select * from {table.Name} where {CellSql.IsOfMonths(table)}) n
              full join (select {place}, {List(sums.Select(sum => $"sum({sum}) as {sum}"))} from {CellsOf(table.Grain)} group by {place}) h using ({place})
            """;

        static Func<string, string> Told(string from) => sum => $"coalesce({from}.{sum}, 0)::numeric";
    }

    /// <summary>How many values the histograms of all cells have, and of how many the rows are not what their history adds up to.</summary>
    internal static string CompareSpreads(CellTable table)
    {
        var place = List(CellTable.Place);
        return $"""
            select count(*), count(*) filter (where n.rows is distinct from h.rows)
              from ({Values($"(select * from {table.Name} where {CellSql.IsOfMonths(table)})")}) n full join ({Values(CellsOf(table.Grain))}) h using ({place}, at)
            """;

        string Values(string from) =>
            $"select {place}, u.at, sum(u.rows) as rows from {from} c cross join spread_of(c.spread) as u(at, rows) group by {place}, u.at having sum(u.rows) <> 0";
    }

    private static string ScriptOf(Grain grain) => ReportingSchema.Resource("history_grain.sql")
        .Replace("{name}", grain.Name, StringComparison.Ordinal)
        .Replace("{columns}", grain.Declared, StringComparison.Ordinal)
        .Replace("{of h}", string.Join(", ", grain.Columns.Select(column => $"h.{column}")), StringComparison.Ordinal)
        .Replace("{by date}", string.Join('\n', CohortsOf(grain).Select(c => c.Column).Distinct().Select(date => Grain.IndexOf(TableOf(grain), date))), StringComparison.Ordinal)
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
