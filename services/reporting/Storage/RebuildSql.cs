namespace Mediation.Reporting.Storage;

/// <summary>What a rebuild asks of PostgreSQL, written out for every grain.</summary>
internal static class RebuildSql
{
    // What is told of them is copied from statement to statement: of more of them it does not fit the caches.
    private const string Batch = "500";

    /// <summary>The function that derives the rows of a range of subjects.</summary>
    internal static string Share => ReportingSchema.Resource("rebuild.sql")
        .Replace("{batch}", Batch, StringComparison.Ordinal)
        .Replace("{compare}", Grain.Each(Compare, "\n        "), StringComparison.Ordinal);

    /// <summary>The rest of a transaction may take longer than a request may, and may wait for another; what nobody waits for any more ends.</summary>
    internal const string Unhurried =
        """
        set local statement_timeout = 0;
        set local idle_in_transaction_session_timeout = 0;
        set local client_connection_check_interval = '5s';
        """;

    /// <summary>Where rows that differ are put until they are applied.</summary>
    internal static string Stage { get; } =
        Grain.Each(g => $"create temporary table rebuilt_{g.Name} (sign int, like {g.Name}) on commit drop;", "\n");

    /// <summary>Changes the rows that differ.</summary>
    internal static string Apply(Grain g) =>
        $"""
        delete from {g.Name} t using rebuilt_{g.Name} r where r.sign = -1 and t.subject = r.subject and t.item = r.item;
        insert into {g.Name} select {string.Join(", ", g.Columns)} from rebuilt_{g.Name} where sign = 1;
        truncate rebuilt_{g.Name};
        """;

    /// <summary>Rows that differ are found by their days, as those that are there.</summary>
    internal static string Index(Grain g) =>
        string.Concat(g.Dates.Select(date => $"create index on {Differing(g)} ({date}) where {date} is not null;"));

    /// <summary>Rows that differ, each with its sign.</summary>
    internal static string Differing(Grain g) => $"rebuilt_{g.Name}";

    /// <summary>Rows as they will be: those that are there, and those that differ from them.</summary>
    internal static string Rows(Grain g) => $"(select 1 as sign, k.* from {g.Name} k union all select * from {Differing(g)})";

    /// <summary>Where cells that differ are put until they are in the table.</summary>
    internal static string StageCells { get; } = string.Join('\n', CellTable.All.Select(
        table => $"create temporary table rebuilt_{table.Name} (like {table.Name}) on commit drop;"));

    /// <summary>Takes cells away: $1 to $6 a list for each column of their place.</summary>
    internal static string TakeAway(CellTable table) =>
        $"""
        delete from {table.Name} c
         using unnest({string.Join(", ", CellTable.Place.Select((_, i) => $"${i + 1}"))}) d({string.Join(", ", CellTable.Place)})
         where {string.Join(" and ", CellTable.Place.Select(column => $"c.{column} = d.{column}"))}
        """;

    /// <summary>Puts the cells that differ into the table, in the order they came in.</summary>
    internal static string Put(CellTable table) => $"insert into {table.Name} select * from rebuilt_{table.Name}; truncate rebuilt_{table.Name};";

    /// <summary>Whoever answers, and whoever looks for anomalies, begins anew.</summary>
    internal const string End = "select mark_all_slices(); update figures_state set version = version + 1;";

    /// <summary>Ids that part the subjects into shares about as large as each other, seen from some hundred thousand facts: $1 the fractions.</summary>
    internal const string Bounds =
        """
        select coalesce(percentile_disc($1::float8[]) within group (order by f.subject), '{}')
          from facts f tablesample system (least(100, 1e7 / (select greatest(reltuples, 1) from pg_class where oid = 'facts'::regclass)))
        """;

    // What no fact there can have made is looked for in the table only.
    private static string Compare(Grain g) =>
        $"""
        if present && array[{string.Join(", ", g.From.Select(kind => $"'{kind}'"))}]
            or exists (select from {g.Name} t where t.subject > after and t.subject <= last) then
        with made as (select t as whole, t.subject, t.item from derive_{g.Name}(touched, told, 'infinity') t),
                 kept as (select t as whole, t.subject, t.item from {g.Name} t where t.subject > after and t.subject <= last)
            insert into rebuilt_{g.Name}
            select d.sign, (d.whole).*
              from made m full join kept k on k.subject = m.subject and k.item = m.item
             cross join lateral (values (-1, k.whole), (1, m.whole)) as d(sign, whole)
             where m.whole is distinct from k.whole and (d.whole).subject is not null;
            if found and '{g.Name}' <> all(differing) then
                differing := differing || '{g.Name}'::text;
            end if;
        end if;
        """;
}
