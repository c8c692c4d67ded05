using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>The functions that keep rows and cells, written out for every grain.</summary>
internal static class RecordSql
{
    private static readonly string Keys = string.Join(", ", Axis.Columns.Select(column => $"c.k_{column}"));

    internal static string Record => ReportingSchema.Resource("record.sql")
        .Replace("{keys} text", string.Join(", ", Axis.Columns.Select(column => $"k_{column} text")), StringComparison.Ordinal)
        .Replace("{sums} numeric", string.Join(", ", CellSql.SumColumns.Select(column => $"{column} numeric")), StringComparison.Ordinal)
        .Replace("{declare}", Each(g => $"was_{g.Name} {g.Name}[];\n    now_{g.Name} {g.Name}[];", "\n    "), StringComparison.Ordinal)
        .Replace("{derive}", Each(Derive, "\n    "), StringComparison.Ordinal)
        .Replace("{contributions}", Each(Contributions, "\n      union all\n      "), StringComparison.Ordinal)
        .Replace("{c.keys}", Keys, StringComparison.Ordinal)
        .Replace("{sum c.sums}", string.Join(", ", CellSql.SumColumns.Select(column => $"sum(c.{column})")), StringComparison.Ordinal)
        .Replace("{changed}", string.Join(" or ", new[] { "n" }.Concat(CellSql.SumColumns).Select(column => $"sum(c.{column}) <> 0")), StringComparison.Ordinal);

    internal static string Rebuild(string fingerprint) => ReportingSchema.Resource("rebuild.sql")
        .Replace("{forget all}", Each(g => $"delete from {g.Name};", "\n    "), StringComparison.Ordinal)
        .Replace("{derive some}", Each(g => $"insert into {g.Name} select * from derive_{g.Name}(chunk, base, 'infinity');", "\n        "), StringComparison.Ordinal)
        .Replace("{sums}", string.Join(", ", CellSql.SumColumns), StringComparison.Ordinal)
        .Replace("{cells}", CellSql.AllCells, StringComparison.Ordinal)
        .Replace("{fingerprint}", fingerprint, StringComparison.Ordinal);

    // Only rows that differ are written.
    private static string Derive(Grain g) =>
        $"""
        was_{g.Name} := array(select t from {g.Name} t where t.subject = any(touched));
            now_{g.Name} := array(select t from derive_{g.Name}(touched, {(g == Grain.Disputes ? "null" : "now_disputes")}, 'infinity') t);
            if cardinality(was_{g.Name}) + cardinality(now_{g.Name}) > 0 then
                delete from {g.Name} t
                 using (select subject, item from unnest(was_{g.Name}) except select subject, item from unnest(now_{g.Name})) gone
                 where t.subject = gone.subject and t.item = gone.item;
                insert into {g.Name}
                select * from unnest(now_{g.Name}) except select * from unnest(was_{g.Name})
                    on conflict (subject, item) do update set ({string.Join(", ", g.Columns.Skip(2))})
                     = row ({string.Join(", ", g.Columns.Skip(2).Select(column => $"excluded.{column}"))});
            end if;
        """;

    private static string Contributions(Grain g)
    {
        var rows = $"(select -1 as sign, w.* from unnest(was_{g.Name}) w union all select 1, w.* from unnest(now_{g.Name}) w) d";
        return string.Join("\n      union all\n      ", Cohort.All.Where(c => c.Grain == g && c.HasCells).Select(c => CellSql.Contribution(c, rows)));
    }

    // A grain without cells contributes nothing.
    private static string Each(Func<Grain, string> of, string between) =>
        string.Join(between, Grain.All.Select(of).Where(text => text.Length > 0));
}
