using System.Text.Json;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Workflow.Cases;

/// <summary>
/// Who did what when, from the events of a case, its sessions, agreements and follow-up. Events hold no texts, so neither does this; that
/// a side gave way in bargaining is the file's alone.
/// </summary>
internal static class ReadHistory
{
    private const string Sql =
        """
        select e.seq_id, e.timestamp, e.type, e.headers ->> 'actor', s.type, e.stream_id, e.version, e.data
          from mt_events e join mt_streams s on s.id = e.stream_id
         where e.stream_id in (select $1 union all select id from mt_doc_session where case_id = $1 union all select id from mt_doc_agreement where case_id = $1
                              union all select id from mt_doc_confirmation where case_id = $1
                              union all select id from mt_doc_follow_up_plan where case_id = $1)
           and e.seq_id > $2 and not (e.type = 'record_added' and e.data ->> 'kind' = 'concession')
         order by e.seq_id limit $3
        """;

    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, string? after, string? limit)
    {
        var check = new FieldCheck()
            .Number("after", after, 0, long.MaxValue, out var afterSequence)
            .Number("limit", limit, 1, Paging.Most, out var most);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        if (!(await store.FetchForWritingAsync<Case>(id, http.RequestAborted)).Exists)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        var size = (int)(most ?? Paging.Most);
        var found = await ReadAsync(store, id, afterSequence ?? 0, size + 1, http.RequestAborted);
        var items = found.Take(size).ToList();
        return Results.Json(new HistoryPage(items, found.Count > size ? items[^1].Sequence.ToString() : null), ServiceJson.Options);
    }

    private static Task<List<HistoryEntry>> ReadAsync(StoreReader store, Guid id, long after, int limit, CancellationToken cancellation) => store.ReadOfAsync(
        id, Sql,
        [
            new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<long> { TypedValue = after },
            new NpgsqlParameter<int> { TypedValue = limit },
        ],
        async reader =>
        {
            var entries = new List<HistoryEntry>();
            while (await reader.ReadAsync(cancellation))
            {
                entries.Add(new HistoryEntry(
                    reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.GetString(4), reader.GetGuid(5), reader.GetInt64(6), reader.GetFieldValue<JsonElement>(7)));
            }

            return entries;
        },
        cancellation);
}

internal sealed record HistoryPage(IReadOnlyList<HistoryEntry> Items, string? Next);

/// <param name="Event">Alias of the event, snake_case.</param>
/// <param name="By">Who gave the command, or which service.</param>
/// <param name="Kind">case, session, agreement, confirmation or follow_up_plan.</param>
internal sealed record HistoryEntry(
    long Sequence, DateTimeOffset At, string Event, string? By, string Kind, Guid StreamId, long Version, JsonElement Data);
