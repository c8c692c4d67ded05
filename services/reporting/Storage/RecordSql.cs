namespace Mediation.Reporting.Storage;

/// <summary>The function that keeps rows and cells, written out for every grain.</summary>
internal static class RecordSql
{
    private static readonly string Declare = Grain.Each(g => $"gone_{g.Name} {g.Name}[] := '{{}}';\n    new_{g.Name} {g.Name}[] := '{{}}';", "\n    ");

    internal static string Record => MakeTold + Grain.Each(Make, "\n") + ReportingSchema.Resource("record.sql")
        .Replace("{declare}", Declare, StringComparison.Ordinal)
        .Replace("{derive}", Grain.Each(Derive, "\n    "), StringComparison.Ordinal);

    // Whatever the planner believes of the length of what is told, it is joined by hash.
    private const string Settings = "set plan_cache_mode = force_generic_plan set enable_mergejoin = off set enable_nestloop = off";

    private const string MakeTold =
        $"""
        create or replace function make_told(touched uuid[]) returns setof told_dispute language plpgsql stable {Settings} as $make$
        begin
            return query select * from tell(touched, 'infinity');
        end $make$;

        """;

    private static string Make(Grain g) => !g.IsOfDisputes ? "" :
        $"""
        create or replace function make_{g.Name}(touched uuid[], told told_dispute[]) returns setof {g.Name} language plpgsql stable {Settings} as $make$
        begin
            return query select * from derive_{g.Name}(touched, told, 'infinity');
        end $make$;
        """;

    // Rows that stay as they are are left alone, and so are their cells. What no fact can have made is not looked for: a fact alone would wait
    // for statements that find nothing.
    private static string Derive(Grain g) =>
        $"""
        if present && array[{string.Join(", ", g.From.Select(kind => $"'{kind}'"))}] then
            new_{g.Name} := array(select t from {(g.IsOfDisputes ? $"make_{g.Name}(touched, told)" : $"derive_{g.Name}(touched, told, 'infinity')")} t);
            gone_{g.Name} := array(select t from {g.Name} t where t.subject = any(touched));
            if cardinality(gone_{g.Name}) > 0 then
                select array(select t from unnest(gone_{g.Name}) t except select t from unnest(new_{g.Name}) t),
                       array(select t from unnest(new_{g.Name}) t except select t from unnest(gone_{g.Name}) t)
                  into gone_{g.Name}, new_{g.Name};
                delete from {g.Name} t using unnest(gone_{g.Name}) gone where t.subject = gone.subject and t.item = gone.item;
            end if;
            if cardinality(gone_{g.Name}) + cardinality(new_{g.Name}) > 0 then
                insert into {g.Name} select * from unnest(new_{g.Name});
                {Changes(g)}
            end if;
            end if;
        """;

    private static string Changes(Grain g)
    {
        var rows = $"(select -1 as sign, t.* from unnest(gone_{g.Name}) t union all select 1, t.* from unnest(new_{g.Name}) t)";
        return CellTable.All.FirstOrDefault(table => table.Grain == g) is { } cells ? $"return query {CellSql.Rows(cells, rows)};" : "";
    }
}
