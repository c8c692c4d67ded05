using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.EventStore;

/// <summary>
/// The commonest append, one event of one stream, at half the cost of the general statement: the update itself checks the version,
/// and there is nothing to lock beforehand and no array to unfold. A few that wait together go as one batch.
/// </summary>
internal sealed class SimpleAppend
{
    private readonly record struct Shape(string Alias, bool Creates, bool Command, bool Inbox, bool Sealed, bool Key);

    /// <summary>From about sixteen on, the general statement's one pass over arrays is quicker than a plan started for each unit.</summary>
    private const int Most = 8;

    private const int FixedParameters = 10;

    private readonly ConcurrentDictionary<Shape, string> _texts = new();

    private static bool Fits(PreparedUnit unit) => unit is { Streams.Length: 1, Events.Length: 1 };

    internal static bool Fits(IReadOnlyList<PreparedUnit> units) => units.Count <= Most && units.All(Fits);

    /// <summary>One round trip and one transaction, the streams in the order in which every statement that writes locks them: by id, new ones last.</summary>
    /// <returns>Which units lost.</returns>
    internal async Task<IReadOnlyList<int>> ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<PreparedUnit> units, CancellationToken cancellation)
    {
        var order = Enumerable.Range(0, units.Count).OrderBy(i => units[i].Streams[0].Expected == 0).ThenBy(i => units[i].Streams[0].Id).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var i in order)
        {
            batch.BatchCommands.Add(Command(units[i]));
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        return [.. order.Where((_, i) => batch.BatchCommands[i].RecordsAffected == 0)];
    }

    private NpgsqlBatchCommand Command(PreparedUnit unit)
    {
        var (stream, e) = (unit.Streams[0], unit.Events[0]);
        var shape = new Shape(
            stream.Alias, stream.Expected == 0, unit.CommandId is not null, unit.Inbox is not null, unit.Sealed.Length > 0, unit.Key is not null);
        var command = new NpgsqlBatchCommand(_texts.GetOrAdd(shape, Build));
        Add(command, NpgsqlDbType.Uuid, stream.Id);
        Add(command, NpgsqlDbType.Bigint, stream.Expected);
        Add(command, NpgsqlDbType.Bigint, stream.Version);
        Add(command, NpgsqlDbType.Integer, stream.Format);
        Add(command, NpgsqlDbType.Jsonb, stream.Snapshot);
        Add(command, NpgsqlDbType.Uuid, e.Id);
        Add(command, NpgsqlDbType.Text, e.Type.Alias);
        Add(command, NpgsqlDbType.Text, e.Type.DotNetType);
        Add(command, NpgsqlDbType.Jsonb, e.Data);
        Add(command, NpgsqlDbType.Jsonb, unit.Headers);
        if (unit.CommandId is { } id)
        {
            Add(command, NpgsqlDbType.Uuid, id);
            Add(command, NpgsqlDbType.Bytea, unit.Answer);
        }

        if (unit.Inbox is { } key)
        {
            Add(command, NpgsqlDbType.Text, key.Consumer);
            Add(command, NpgsqlDbType.Uuid, key.MessageId);
        }

        if (shape.Sealed)
        {
            Add(command, NpgsqlDbType.Array | NpgsqlDbType.Uuid, Array.ConvertAll(unit.Sealed, text => text.SubjectId));
            Add(command, NpgsqlDbType.Array | NpgsqlDbType.Uuid, Array.ConvertAll(unit.Sealed, text => text.ItemId));
            Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, Array.ConvertAll(unit.Sealed, text => text.Field));
            Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, Array.ConvertAll(unit.Sealed, text => text.KeyId));
            Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bytea, Array.ConvertAll(unit.Sealed, text => text.Ciphertext));
        }

        if (unit.Key is { } first)
        {
            Add(command, NpgsqlDbType.Uuid, first.SubjectId);
            Add(command, NpgsqlDbType.Text, first.Master);
            Add(command, NpgsqlDbType.Bytea, first.Wrapped);
        }

        return command;
    }

    private static string Build(Shape shape)
    {
        var next = FixedParameters;
        var (command, inbox, vault, first) = (Take(shape.Command, 2), Take(shape.Inbox, 2), Take(shape.Sealed, 5), Take(shape.Key, 3));
        var (known, isNew) = Known(command, inbox, first);
        // The first version comes from nothing, so $2 would go unused and untyped without the comparison.
        var won = shape.Creates
            ? $"insert into mt_streams (id, type, version) select $1, '{shape.Alias}', $3 from {known} where $2 = 0{isNew} on conflict (id) do nothing"
            : $"update mt_streams s set version = $3, timestamp = now() from {known} where s.id = $1 and s.version = $2{isNew}";
        return
            $"""
            with won as (
                {won} returning {(shape.Creates ? "id" : "s.id")}
            ), snapshot as (
                insert into mt_doc_{shape.Alias} (id, data, format, mt_version) select id, $5, $4, $3 from won{AppendSql.OrReplace}
            ){(shape.Command ? $", answered as (insert into mt_commands (id, stream_id, version, answer) select {command[0]}, id, $3, {command[1]} from won)" : "")}
            {(shape.Inbox ? $", received as (insert into mt_inbox (consumer, message_id) select {inbox[0]}, {inbox[1]} from won)" : "")}
            {(shape.Sealed ? $", vault as ({AppendSql.Seal} select v.* from won, unnest({string.Join(", ", vault)}) as v{AppendSql.OrSealAgain})" : "")}
            {(shape.Key ? $", first as ({AppendSql.Keep} select {string.Join(", ", first)} from won)" : "")}
            insert into mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, headers)
            select nextval('mt_events_sequence'), $6, id, $3, $9, $7, $8, $10 from won
            """;

        string[] Take(bool used, int count) => AppendSql.Parameters(ref next, used ? count : 0);
    }

    /// <summary>Joins, as in the general statement: what of the unit is known already, and that nothing is.</summary>
    private static (string Known, string IsNew) Known(string[] command, string[] inbox, string[] first)
    {
        var (known, isNew) = ("(select 1) as one", "");
        if (command.Length > 0)
        {
            known += $" left join mt_commands c on c.id = {command[0]}";
            isNew += " and c.id is null";
        }

        if (inbox.Length > 0)
        {
            known += $" left join mt_inbox m on m.consumer = {inbox[0]} and m.message_id = {inbox[1]}";
            isNew += " and m.message_id is null";
        }

        if (first.Length > 0)
        {
            known += $" left join vault_keys k on k.subject_id = {first[0]}";
            isNew += " and k.subject_id is null";
        }

        return (known, isNew);
    }

    private static void Add<TValue>(NpgsqlBatchCommand command, NpgsqlDbType type, TValue value) =>
        command.Parameters.Add(value is null
            ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type }
            : new NpgsqlParameter<TValue> { TypedValue = value, NpgsqlDbType = type });
}
