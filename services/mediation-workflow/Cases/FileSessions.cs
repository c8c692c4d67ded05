using Mediation.EventStore;
using Mediation.Workflow.Sessions;
using Npgsql;

namespace Mediation.Workflow.Cases;

/// <summary>The sessions of a case as its file needs them.</summary>
/// <param name="Shown">Oldest first.</param>
/// <param name="Count">Of all.</param>
/// <param name="MinutesByMode">Of the segments of all.</param>
internal sealed record FileSessions(IReadOnlyList<Fetched<Session>> Shown, int Count, IReadOnlyDictionary<string, int> MinutesByMode)
{
    /// <summary>How many the file shows in full. What is not over is shown as well, however many were called after it.</summary>
    internal const int Newest = 10;

    // Whole minutes of each segment, as Segment.Minutes has them.
    private const string TotalsSql =
        """
        select s ->> 'mode',
               coalesce(sum(trunc(extract(epoch from (s ->> 'endedAt')::timestamptz - (s ->> 'startedAt')::timestamptz) / 60)), 0)::int,
               max(d.sessions)::int
          from (select data, count(*) over () as sessions from mt_doc_session where case_id = $1) d
          left join lateral jsonb_array_elements(d.data -> 'segments') s on true
         group by 1 order by 1
        """;

    internal static async Task<FileSessions> ReadAsync(StoreReader store, Guid caseId, bool all, CancellationToken cancellation)
    {
        var shown = store.QueryAsync<Session>(
            p => $"case_id = {p.Bind(caseId)}{(all ? "" : $" and {Current(p.Bind(caseId), p.Bind(Newest))}")} order by id", cancellation);
        var totals = store.ReadOfAsync(
            caseId, TotalsSql, [new NpgsqlParameter<Guid> { TypedValue = caseId }], rows => TotalsAsync(rows, cancellation), cancellation);
        await Task.WhenAll(shown, totals);
        var (count, minutes) = await totals;
        return new(await shown, count, minutes);
    }

    private static string Current(string caseId, string most) =>
        $"""
        (id in (select id from mt_doc_session where case_id = {caseId} order by id desc limit {most})
         or (data ->> 'endedAt' is null and data ->> 'cancelledAt' is null))
        """;

    private static async Task<(int Count, Dictionary<string, int> Minutes)> TotalsAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        var (count, minutes) = (0, new Dictionary<string, int>());
        while (await rows.ReadAsync(cancellation))
        {
            count = rows.GetInt32(2);
            if (!rows.IsDBNull(0))
            {
                minutes.Add(rows.GetString(0), rows.GetInt32(1));
            }
        }

        return (count, minutes);
    }
}
