namespace Mediation.Reporting.Storage;

/// <summary>What a rebuild asks of PostgreSQL, written out for every grain.</summary>
internal static class RebuildSql
{
    // What is told of them is copied from statement to statement: of more of them it does not fit the caches.
    private const string Batch = "1000";

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
    internal static string Apply { get; } = Grain.Each(
        g => $"""
            delete from {g.Name} t using rebuilt_{g.Name} r where r.sign = -1 and t.subject = r.subject and t.item = r.item;
            insert into {g.Name} select {string.Join(", ", g.Columns)} from rebuilt_{g.Name} where sign = 1;
            """,
        "\n");

    /// <summary>Where cells that differ are put until they are applied.</summary>
    internal static string StageCells { get; } = string.Join('\n', CellTable.All.Select(
        table => $"create temporary table rebuilt_{table.Name} (like {table.Name} including defaults, gone boolean not null) on commit drop;"));

    /// <summary>Changes the cells that differ. In order: so the index is written from one end to the other.</summary>
    internal static string ApplyCells { get; } = string.Join('\n', CellTable.All.Select(ApplyTo));

    /// <summary>Whoever answers, and whoever looks for anomalies, begins anew.</summary>
    internal const string End = "select mark_all_slices(); update figures_state set version = version + 1;";

    /// <summary>Ids that part the subjects into shares about as large as each other, seen from some hundred thousand facts: $1 the fractions.</summary>
    internal const string Bounds =
        """
        select coalesce(percentile_disc($1::float8[]) within group (order by f.subject), '{}')
          from facts f tablesample system (least(100, 1e7 / (select greatest(reltuples, 1) from pg_class where oid = 'facts'::regclass)))
        """;

    private static string ApplyTo(CellTable table)
    {
        var columns = string.Join(", ", [.. CellTable.Place, .. table.Columns.Select(column => column.Name), .. table.SpreadColumns]);
        return $"""
            analyze rebuilt_{table.Name};
            delete from {table.Name} c using rebuilt_{table.Name} r where {string.Join(" and ", CellTable.Place.Select(column => $"c.{column} = r.{column}"))};
            insert into {table.Name} ({columns}) select {columns} from rebuilt_{table.Name} where not gone order by {string.Join(", ", CellTable.Place)};
            truncate rebuilt_{table.Name};
            """;
    }

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
            get diagnostics found = row_count;
            differing := differing + found;
        end if;
        """;
}
