using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>The functions that keep rows and cells, written out for every grain.</summary>
internal static class RecordSql
{
    internal static string Record => ReportingSchema.Resource("record.sql")
        .Replace("{declare}", Each(g => $"gone_{g.Name} {g.Name}[];\n    new_{g.Name} {g.Name}[];", "\n    "), StringComparison.Ordinal)
        .Replace("{derive}", Each(Derive, "\n    "), StringComparison.Ordinal);

    internal static string Rebuild(string fingerprint) => ReportingSchema.Resource("rebuild.sql")
        .Replace("{forget all}", Each(g => $"delete from {g.Name};", "\n    "), StringComparison.Ordinal)
        .Replace("{derive some}", Each(g => $"insert into {g.Name} select * from derive_{g.Name}(chunk, told, 'infinity');", "\n        "), StringComparison.Ordinal)
        .Replace("{cells}", Each(g => Cells(g, $"(select 1 as sign, t.* from {g.Name} t)"), "\n    "), StringComparison.Ordinal)
        .Replace("{fingerprint}", fingerprint, StringComparison.Ordinal);

    // Rows that stay as they are are left alone, and so are their cells.
    private static string Derive(Grain g) =>
        $"""
        new_{g.Name} := array(select t from derive_{g.Name}(touched, told, 'infinity') t);
            gone_{g.Name} := array(select t from {g.Name} t where t.subject = any(touched));
            if cardinality(gone_{g.Name}) > 0 then
                select array(select t from unnest(gone_{g.Name}) t except select t from unnest(new_{g.Name}) t),
                       array(select t from unnest(new_{g.Name}) t except select t from unnest(gone_{g.Name}) t)
                  into gone_{g.Name}, new_{g.Name};
                delete from {g.Name} t using unnest(gone_{g.Name}) gone where t.subject = gone.subject and t.item = gone.item;
            end if;
            if cardinality(gone_{g.Name}) + cardinality(new_{g.Name}) > 0 then
                insert into {g.Name} select * from unnest(new_{g.Name});
                {Cells(g, $"(select -1 as sign, t.* from unnest(gone_{g.Name}) t union all select 1, t.* from unnest(new_{g.Name}) t)")}
            end if;
        """;

    private static string Cells(Grain g, string rows) =>
        string.Join("\n    ", Cohort.All.Where(c => c.Grain == g && c.HasCells).Select(c => $"{CellSql.Add(c, rows)};"));

    private static string Each(Func<Grain, string> of, string between) =>
        string.Join(between, Grain.All.Select(of).Where(text => text.Length > 0));
}
