using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.EventStore;

/// <summary>
/// The commonest append, one event of one stream alone, at half the cost of the general statement: the update itself checks the
/// version, and there is nothing to lock beforehand and no array to unfold.
/// </summary>
internal sealed class SimpleAppend
{
    private readonly record struct Shape(string Alias, bool Creates, bool Command, bool Inbox);

    private readonly ConcurrentDictionary<Shape, string> _texts = new();

    internal static bool Fits(PreparedUnit unit) => unit is { Streams.Length: 1, Events.Length: 1, Sealed.Length: 0 };

    /// <returns>Whether it was written.</returns>
    internal async Task<bool> ExecuteAsync(NpgsqlConnection connection, PreparedUnit unit, CancellationToken cancellation)
    {
        await using var command = Command(unit);
        command.Connection = connection;
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private NpgsqlCommand Command(PreparedUnit unit)
    {
        var (stream, e) = (unit.Streams[0], unit.Events[0]);
        var shape = new Shape(stream.Alias, stream.Expected == 0, unit.CommandId is not null, unit.Inbox is not null);
        var command = new NpgsqlCommand(_texts.GetOrAdd(shape, Build));
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

        return command;
    }

    private static string Build(Shape shape)
    {
        var (consumer, message) = shape.Command ? ("$13", "$14") : ("$11", "$12");
        var isNew = (shape.Command ? " and not exists (select from mt_commands where id = $11)" : "")
            + (shape.Inbox ? $" and not exists (select from mt_inbox where consumer = {consumer} and message_id = {message})" : "");
        // The first version comes from nothing, so $2 would go unused and untyped without the comparison.
        var won = shape.Creates
            ? $"insert into mt_streams (id, type, version) select $1, '{shape.Alias}', $3 where $2 = 0{isNew} on conflict (id) do nothing"
            : $"update mt_streams set version = $3, timestamp = now() where id = $1 and version = $2{isNew}";
        return
            $"""
            with won as (
                {won} returning id
            ), snapshot as (
                insert into mt_doc_{shape.Alias} (id, data, format, mt_version) select id, $5, $4, $3 from won{AppendSql.OrReplace}
            ){(shape.Command ? ", answered as (insert into mt_commands (id, stream_id, version, answer) select $11, id, $3, $12 from won)" : "")}
            {(shape.Inbox ? $", received as (insert into mt_inbox (consumer, message_id) select {consumer}, {message} from won)" : "")}
            insert into mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, headers)
            select nextval('mt_events_sequence'), $6, id, $3, $9, $7, $8, $10 from won
            """;
    }

    private static void Add<TValue>(NpgsqlCommand command, NpgsqlDbType type, TValue value) =>
        command.Parameters.Add(value is null
            ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type }
            : new NpgsqlParameter<TValue> { TypedValue = value, NpgsqlDbType = type });
}
