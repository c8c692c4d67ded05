using System.Collections.Concurrent;
using System.Text;

namespace Mediation.EventStore;

/// <summary>
/// What a group holds: the aggregates as bits in their order of registration, and which other parts the statement needs; each one
/// costs time even when it has no row. There are few shapes in one service, so that the prepared statements stay few too.
/// </summary>
internal readonly record struct AppendShape(ulong Aggregates, bool Commands, bool Inbox, bool Sealed, bool Keys);

/// <summary>
/// The text of the one statement that writes. It locks the stream rows in id order, finds the units that lost, and writes what the
/// others bring: versions are checked before a sequence number is drawn, and a unit is written whole or not at all.
/// </summary>
/// <remarks>
/// Every real table is reached by <c>= any(ids)</c>, so that no plan, however old its statistics, reads a whole table.
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
        sql.Append(Lost(commands, inbox, keys)).Append(Won).Append(Created).Append(Moved).Append(Events);
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
        ), locked as materialized (
            select id, version from mt_streams where id = any($2) order by id for update
        )
        """;

    private static string Lost(string[] commands, string[] inbox, string[] keys)
    {
        var known = commands.Length == 0 ? "" :
            $"""

            union all select c.unit from unnest({commands[0]}, {commands[1]}) as c (unit, id)
             where c.id in (select id from mt_commands where id = any({commands[1]}))
            """;
        var handled = inbox.Length == 0 ? "" :
            $"""

            union all select m.unit from unnest({inbox[0]}, {inbox[1]}, {inbox[2]}) as m (unit, consumer, id)
             where (m.consumer, m.id) in (select consumer, message_id from mt_inbox where consumer = any({inbox[1]}) and message_id = any({inbox[2]}))
            """;
        var keyed = keys.Length == 0 ? "" :
            $"""

            union all select k.unit from unnest({keys[0]}, {keys[1]}) as k (unit, subject)
             where k.subject in (select subject_id from vault_keys where subject_id = any({keys[1]}))
            """;
        return
            $"""
            , lost as materialized (
                select s.unit from stream s left join locked l on l.id = s.id where coalesce(l.version, 0) <> s.expected{known}{handled}{keyed}
            )
            """;
    }

    private const string Won =
        ", won as materialized (select * from stream where version > expected and unit not in (select unit from lost))";

    private const string Created =
        ", created as (insert into mt_streams (id, type, version) select id, type, version from won where expected = 0 order by id)";

    private const string Moved =
        """
        , moved as (
            update mt_streams t set version = w.version, timestamp = now() from won w where t.id = w.id and t.id = any($2) and w.expected > 0
        )
        """;

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
            select id, stream_id, version, answer from unnest({string.Join(", ", p)}) as c (unit, id, stream_id, version, answer)
             where unit not in (select unit from lost)
        )
        """;

    private static string Inbox(string[] p) =>
        $"""
        , received as (
            insert into mt_inbox (consumer, message_id)
            select consumer, id from unnest({string.Join(", ", p)}) as m (unit, consumer, id) where unit not in (select unit from lost)
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
             where unit not in (select unit from lost){OrSealAgain}
        )
        """;

    internal const string Keep = "insert into vault_keys (subject_id, master, wrapped)";

    private static string Keys(string[] p) =>
        $"""
        , keys as (
            {Keep}
            select subject, master, wrapped from unnest({string.Join(", ", p)}) as k (unit, subject, master, wrapped)
             where unit not in (select unit from lost)
        )
        """;
}
