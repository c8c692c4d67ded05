using System.Collections.Concurrent;
using System.Text;

namespace Mediation.EventStore;

/// <summary>
/// What a group holds: the aggregates as bits in their order of registration, and which other parts the statement needs; each one
/// costs time even when it has no row. There are few shapes in one service, so that the prepared statements stay few too.
/// </summary>
/// <param name="Aggregates">Those that have a snapshot to write.</param>
/// <param name="Commands">Whether a unit has a command's id.</param>
/// <param name="Inbox">Whether a unit takes in a message.</param>
/// <param name="Sealed">Whether a unit has sealed texts.</param>
/// <param name="Keys">Whether a unit has the first key of its vault.</param>
/// <param name="Alone">Whether each unit changes one stream and no more: then no stream must be locked before its unit is known to win.</param>
/// <param name="Creates">Whether one of them is new; asked only where they are alone.</param>
internal readonly record struct AppendShape(ulong Aggregates, bool Commands, bool Inbox, bool Sealed, bool Keys, bool Alone, bool Creates);

/// <summary>
/// The text of the one statement that writes. It locks the stream rows in id order before it makes new ones, finds the units that lost,
/// and writes what the others bring: versions are checked before a sequence number is drawn, and a unit is written whole or not at all.
/// Units that share nothing are spared the lock: the update itself checks their versions.
/// </summary>
/// <remarks>
/// Every real table is reached by <c>= any(ids)</c>, so that no plan, however old its statistics, reads a whole table.
/// Joins only: with a subquery in an expression, finding out that a kept plan still holds takes longer than half of the plan's work, each time.
/// A command or message that became known after the statement's snapshot breaks a unique key: the statement fails and is run again.
/// </remarks>
internal sealed class AppendSql(IReadOnlyList<AggregateType> aggregates)
{
    private readonly ConcurrentDictionary<AppendShape, string> _texts = new();

    internal string Of(AppendShape shape) => _texts.GetOrAdd(shape, Build);

    private string Build(AppendShape shape)
    {
        var next = AppendStatement.FixedParameters;
        var (commands, inbox, vault, keys) = (Take(shape.Commands, 5), Take(shape.Inbox, 3), Take(shape.Sealed, 6), Take(shape.Keys, 4));
        var sql = new StringBuilder(Streams);
        var known = Known(commands, inbox, keys);
        sql.Append(shape.Alone ? WonAlone(shape.Creates, known) : WonTogether(known)).Append(Events);
        for (var i = 0; i < aggregates.Count; i++)
        {
            sql.Append((shape.Aggregates & (1UL << i)) != 0 ? Snapshots(aggregates[i].Alias) : "");
        }

        sql.Append(commands.Length > 0 ? Commands(commands) : "");
        sql.Append(inbox.Length > 0 ? Inbox(inbox) : "");
        sql.Append(vault.Length > 0 ? Vault(vault) : "");
        sql.Append(keys.Length > 0 ? Keys(keys) : "");
        return sql.Append("\nselect distinct unit from lost").ToString();

        string[] Take(bool used, int count) => Parameters(ref next, used ? count : 0);
    }

    /// <summary>The next so many parameters of a statement.</summary>
    internal static string[] Parameters(ref int last, int count)
    {
        var first = last + 1;
        last += count;
        return [.. Enumerable.Range(first, count).Select(n => $"${n}")];
    }

    private const string Streams =
        """
        with stream as materialized (
            select * from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality as s (unit, id, type, expected, version, format, snapshot, no)
        )
        """;

    /// <summary>
    /// Each unit stands by itself: changing its stream is finding out that it wins. Both sides of the join come in id order, and so do
    /// the locks.
    /// </summary>
    private static string WonAlone(bool creates, string known)
    {
        var (read, join, isNew) = known.Length == 0 ? ("", "", "")
            : ($", known as materialized ({known})", "left join known k on k.unit = s.unit", "and k.unit is null");
        var created =
            $"""
            , created as (
                insert into mt_streams (id, type, version)
                select s.id, s.type, s.version from stream s {join} where s.expected = 0 {isNew} order by s.id
                    on conflict (id) do nothing returning id
            ), won as materialized (select * from moved union all select s.* from stream s join created c on c.id = s.id)
            """;
        return
            $"""
            {read}, {(creates ? "moved" : "won")} as (
                update mt_streams t set version = s.version, timestamp = now()
                  from (select s.* from stream s {join} where s.expected > 0 {isNew} order by s.id) s
                 where t.id = s.id and t.id = any($2) and t.version = s.expected returning s.*
            ){(creates ? created : "")}
            , lost as materialized (select s.unit from stream s left join won w on w.unit = s.unit where w.unit is null)
            """;
    }

    /// <summary>A unit that loses one of its streams must not touch another: all are locked and looked at before the first is changed.</summary>
    private static string WonTogether(string known) =>
        $"""
        , locked as materialized (
            select id, version from mt_streams where id = any($2) order by id for update
        ), lost as materialized (
            select s.unit from stream s left join locked l on l.id = s.id where coalesce(l.version, 0) <> s.expected
            {(known.Length == 0 ? "" : $"union all {known}")}
        ), won as materialized (select s.* from stream s {ButLost("s")} and s.version > s.expected)
        , created as (insert into mt_streams (id, type, version) select id, type, version from won where expected = 0 order by id)
        , moved as (
            update mt_streams t set version = w.version, timestamp = now() from won w where t.id = w.id and t.id = any($2) and w.expected > 0
        )
        """;

    /// <summary>Units of which a command, a message or a key is there already.</summary>
    private static string Known(string[] commands, string[] inbox, string[] keys)
    {
        string[] known =
        [
            commands.Length == 0 ? "" :
                $"""
                select c.unit from unnest({commands[0]}, {commands[1]}) as c (unit, id)
                  join mt_commands k on k.id = c.id where k.id = any({commands[1]})
                """,
            inbox.Length == 0 ? "" :
                $"""
                select m.unit from unnest({inbox[0]}, {inbox[1]}, {inbox[2]}) as m (unit, consumer, id)
                  join mt_inbox i on i.consumer = m.consumer and i.message_id = m.id where i.consumer = any({inbox[1]}) and i.message_id = any({inbox[2]})
                """,
            keys.Length == 0 ? "" :
                $"""
                select k.unit from unnest({keys[0]}, {keys[1]}) as k (unit, subject)
                  join vault_keys v on v.subject_id = k.subject where v.subject_id = any({keys[1]})
                """,
        ];
        return string.Join("\nunion all ", known.Where(select => select.Length > 0));
    }

    // Sorted below nextval, so that a stream's events are numbered in their order.
    private const string Events =
        """
        , events as (
            insert into mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, headers)
            select nextval('mt_events_sequence'), id, stream_id, version, data, type, dotnet_type, headers
              from (select e.*, w.id as stream_id
                      from unnest($8, $9, $10, $11, $12, $13, $14) with ordinality as e (stream, id, version, type, dotnet_type, data, headers, no)
                      join won w on w.no = e.stream
                     order by e.no) as numbered
        )
        """;

    private static string Snapshots(string alias) =>
        $"""
        , {alias}_snapshots as (
            insert into mt_doc_{alias} (id, data, format, mt_version)
            select id, snapshot, format, version from won where type = '{alias}'{OrReplace}
        )
        """;

    internal const string OrReplace =
        """

            on conflict (id) do update
            set data = excluded.data, format = excluded.format, mt_version = excluded.mt_version, mt_last_modified = now()
        """;

    private static string Commands(string[] p) =>
        $"""
        , answered as (
            insert into mt_commands (id, stream_id, version, answer)
            select id, stream_id, version, answer from unnest({string.Join(", ", p)}) as c (unit, id, stream_id, version, answer) {ButLost("c")}
        )
        """;

    private static string Inbox(string[] p) =>
        $"""
        , received as (
            insert into mt_inbox (consumer, message_id)
            select consumer, id from unnest({string.Join(", ", p)}) as m (unit, consumer, id) {ButLost("m")}
        )
        """;

    internal const string Seal = "insert into mt_vault (subject_id, item_id, field, key_id, ciphertext)";

    internal const string OrSealAgain =
        """

            on conflict (subject_id, item_id, field)
            do update set key_id = excluded.key_id, ciphertext = excluded.ciphertext, timestamp = now()
        """;

    private static string Vault(string[] p) =>
        $"""
        , vault as (
            {Seal}
            select subject, item, field, key, text from unnest({string.Join(", ", p)}) as v (unit, subject, item, field, key, text)
              {ButLost("v")}{OrSealAgain}
        )
        """;

    private static string ButLost(string rows) => $"left join lost on lost.unit = {rows}.unit where lost.unit is null";

    internal const string Keep = "insert into vault_keys (subject_id, master, wrapped)";

    private static string Keys(string[] p) =>
        $"""
        , keys as (
            {Keep}
            select subject, master, wrapped from unnest({string.Join(", ", p)}) as k (unit, subject, master, wrapped) {ButLost("k")}
        )
        """;
}
