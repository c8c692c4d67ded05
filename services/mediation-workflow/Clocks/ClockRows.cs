using Npgsql;

namespace Mediation.Workflow.Clocks;

/// <summary>A running clock as the table has it.</summary>
/// <param name="Kind">Which aggregate the stream is.</param>
internal sealed record ClockRow(Guid StreamId, string Kind, Guid CaseId, Clock Clock)
{
    internal Guid Item => Clock.Item ?? Guid.Empty;
}

/// <summary>
/// The table of running clocks, and of each case the day it is due next: made from the states, which are what counts, so it may be
/// emptied and made again.
/// </summary>
internal static class ClockRows
{
    internal const string Schema =
        """
        create table if not exists clocks (
            stream_id uuid        not null,
            code      text        not null,
            item      uuid        not null,
            kind      text        not null,
            case_id   uuid        not null,
            last_day  date        not null,
            due_at    timestamptz not null,
            ran_out   boolean     not null,
            primary key (stream_id, code, item));
        alter table clocks
            add column if not exists acts_at timestamptz,
            add column if not exists near boolean not null default false;
        update clocks set acts_at = due_at where acts_at is null and not ran_out;
        drop index if exists clocks_due;
        create index if not exists clocks_acting on clocks (acts_at, stream_id, code, item) where acts_at is not null;
        create index if not exists clocks_case on clocks (case_id, due_at);
        alter table mt_doc_case add column if not exists due_at timestamptz;
        create index if not exists mt_doc_case_due_mediator on mt_doc_case (mediator_id, due_at, id) where due_at is not null;
        create index if not exists mt_doc_case_due_committee on mt_doc_case (committee_id, due_at, id) where due_at is not null;
        create index if not exists mt_doc_case_due_county on mt_doc_case (left(area_code, 6), due_at, id) where due_at is not null;
        create index if not exists mt_doc_case_due on mt_doc_case (due_at, id) where due_at is not null;
        """;

    private const string Forget =
        """
        delete from clocks c where c.stream_id = any($1)
           and not exists (
               select from unnest($2, $3, $4) n (stream_id, code, item) where (n.stream_id, n.code, n.item) = (c.stream_id, c.code, c.item))
        """;

    private const string Put =
        """
        insert into clocks (stream_id, code, item, kind, case_id, last_day, due_at, ran_out, acts_at, near)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (stream_id, code, item) do update set
            last_day = excluded.last_day, due_at = excluded.due_at, ran_out = excluded.ran_out, acts_at = excluded.acts_at, near = excluded.near
         where (clocks.due_at, clocks.ran_out, clocks.acts_at, clocks.near)
               is distinct from (excluded.due_at, excluded.ran_out, excluded.acts_at, excluded.near)
        """;

    // In the order of ids, as appends lock them, and only what changes: whoever works on the case would wait.
    private const string Lock =
        """
        select from mt_doc_case d
         where id = any($1) and due_at is distinct from (select min(c.due_at) from clocks c where c.case_id = d.id)
         order by id for update
        """;

    private const string Due =
        """
        update mt_doc_case d set due_at = next.due_at
          from (select id, (select min(due_at) from clocks where case_id = id) as due_at from unnest($1) id) next
         where d.id = next.id and d.due_at is distinct from next.due_at
        """;

    /// <summary>Makes the rows of these streams what they are to be.</summary>
    internal static async Task WriteAsync(
        NpgsqlDataSource database, IReadOnlyCollection<Guid> streams, IReadOnlyCollection<Guid> cases, IReadOnlyList<ClockRow> rows,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        Guid[] ids = [.. rows.Select(r => r.StreamId)], items = [.. rows.Select(r => r.Item)], files = [.. cases];
        string[] codes = [.. rows.Select(r => r.Clock.Code)];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(Forget, streams.ToArray(), ids, codes, items),
                Command(
                    Put, ids, codes, items, rows.Select(r => r.Kind).ToArray(), rows.Select(r => r.CaseId).ToArray(),
                    rows.Select(r => r.Clock.LastDay).ToArray(), rows.Select(r => r.Clock.DueAt.UtcDateTime).ToArray(),
                    rows.Select(r => r.Clock.RanOutAt is not null).ToArray(), rows.Select(r => r.Clock.ActsAt?.UtcDateTime).ToArray(),
                    rows.Select(r => r.Clock.WarnedAt is not null).ToArray()),
                Command(Lock, files),
                Command(Due, files),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Clocks whose last day is near or over, and that is not on record; the oldest first, after one of them.</summary>
    internal static async Task<IReadOnlyList<DueClock>> ActingAsync(
        NpgsqlDataSource database, DateTimeOffset now, DueClock? after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            select acts_at, stream_id, code, item, kind from clocks
             where acts_at <= $1 and (acts_at, stream_id, code, item) > ($2, $3, $4, $5)
             order by acts_at, stream_id, code, item limit $6
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            new NpgsqlParameter<DateTime> { TypedValue = after?.ActsAt ?? DateTime.UnixEpoch },
            new NpgsqlParameter<Guid> { TypedValue = after?.StreamId ?? Guid.Empty },
            new NpgsqlParameter<string> { TypedValue = after?.Code ?? "" },
            new NpgsqlParameter<Guid> { TypedValue = after?.Item ?? Guid.Empty },
            new NpgsqlParameter<int> { TypedValue = limit },
        });
        var found = new List<DueClock>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new DueClock(
                reader.GetDateTime(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4)));
        }

        return found;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}

/// <summary>A clock of which something is to be put on record, by the table.</summary>
internal sealed record DueClock(DateTime ActsAt, Guid StreamId, string Code, Guid Item, string Kind);
