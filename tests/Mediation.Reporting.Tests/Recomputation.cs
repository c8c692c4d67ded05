using Mediation.Reporting.Metrics;
using Npgsql;

namespace Mediation.Reporting.Tests;

/// <summary>Every metric once more, from the facts alone and by SQL of its own: nothing here is shared with the registry or the cells.</summary>
internal static class Recomputation
{
    internal static readonly IReadOnlyDictionary<string, string> Definitions = new Dictionary<string, string>
    {
        ["M01"] = "select accepted as cohort, '' as excluded, true as success",
        ["M03"] = "select accepted as cohort, case when linked then 'linkedAsDuplicate' else '' end as excluded, outcome = 'A' as success",
        ["M04"] = """
            select closed as cohort, case when outcome = 'R' and sessions = 0 then 'transferredBeforeSession' else '' end as excluded,
                   outcome = 'A' as success
            """,
        ["M05"] = "select joint as cohort, '' as excluded, outcome = 'A' and round = 1 and joint_sessions < 2 as success",
    };

    private static readonly Dictionary<string, string> Keys = new()
    {
        [""] = "''", ["area"] = "left(area, $5)", ["month"] = "to_char(cohort, 'YYYY-MM')", ["quarter"] = "to_char(cohort, 'YYYY-MM')",
        ["year"] = "to_char(cohort, 'YYYY-MM')", ["type"] = "type", ["justiceType"] = "type", ["source"] = "source", ["method"] = "coalesce(method, '')",
        ["committee"] = "coalesce(committee, '')", ["outcome"] = "coalesce(outcome, '')",
    };

    internal static async Task<Dictionary<(string Key, string Reason), (long Disputes, long Numerator)>> OfAsync(
        NpgsqlDataSource database, MetricQuery query, Grouping grouping)
    {
        await using var command = database.CreateCommand(
            $"""
            with d as (select distinct on (id) id, data from facts where kind = 'dispute' and recorded_at <= $1 order by id, revision desc),
                 c as (select distinct on (id) id, data from facts where kind = 'case' and recorded_at <= $1 order by id, revision desc),
                 known as (
                     select coalesce(d.data->>'areaCode', c.data->>'areaCode') as area, coalesce(d.data->>'typeCode', c.data->>'typeCode') as type,
                            coalesce(d.data->>'source', c.data->>'source') as source, c.data->>'method' as method,
                            coalesce(c.data->>'committeeId', d.data->>'committeeId') as committee, c.data->>'outcome' as outcome,
                            (d.data->>'duplicateOf') is not null as linked, (c.data->>'sessionsHeld')::int as sessions,
                            (c.data->>'round')::int as round, (c.data->>'jointSessionsHeld')::int as joint_sessions,
                            (coalesce(d.data->>'acceptedAt', c.data->>'acceptedAt')::timestamptz at time zone 'Asia/Shanghai')::date as accepted,
                            ((c.data->>'closedAt')::timestamptz at time zone 'Asia/Shanghai')::date as closed,
                            ((c.data->>'firstJointSessionAt')::timestamptz at time zone 'Asia/Shanghai')::date as joint
                       from d full join c on c.id = d.id),
                 judged as (select k.*, m.* from known k cross join lateral ({Definitions[query.Metric.Code]}) m)
            select {Keys[grouping.Name]}, excluded, count(*), count(*) filter (where excluded = '' and success)
              from judged
             where cohort between $2 and $3 and area like $4 and length(area) >= $5
             group by 1, 2
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = query.AsOf ?? DateTimeOffset.MaxValue.ToUniversalTime() }, new() { Value = query.From }, new() { Value = query.To },
            new() { Value = $"{query.Area}%" }, new() { Value = grouping == Grouping.Area ? FigureReader.ChildLength(query.Area) : 0 },
        });
        var figures = new Dictionary<(string, string), (long, long)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            figures.Add((reader.GetString(0), reader.GetString(1)), (reader.GetInt64(2), reader.GetInt64(3)));
        }

        return figures;
    }
}
