using Npgsql;
using NpgsqlTypes;

namespace Mediation.EventStore;

/// <summary>Runs the statement that writes: a group of units as parallel arrays. One round trip, unless a unit lost.</summary>
internal sealed class AppendStatement(EventStoreOptions options)
{
    /// <summary>Seven arrays of streams and seven of events are always there; the rest depends on the shape.</summary>
    internal const int FixedParameters = 14;

    private readonly AggregateType[] _aggregates = [.. options.Aggregates];
    private readonly SimpleAppend _simple = new();
    private readonly AppendSql _sql = new([.. options.Aggregates]);

    internal async Task<AppendResult[]> ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<PreparedUnit> units, CancellationToken cancellation)
    {
        var results = new AppendResult[units.Count];
        Array.Fill(results, AppendResult.Appended);
        foreach (var lost in await WriteAsync(connection, units, cancellation))
        {
            results[lost] = await KnownWork.FindAsync(connection, units[lost], cancellation) ?? AppendResult.Conflict;
        }

        return results;
    }

    /// <returns>Which units lost.</returns>
    private async Task<IReadOnlyList<int>> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<PreparedUnit> units, CancellationToken cancellation)
    {
        if (SimpleAppend.Fits(units))
        {
            return await _simple.ExecuteAsync(connection, units, cancellation);
        }

        await using var command = Command(units);
        command.Connection = connection;
        return await ReadLostAsync(command, cancellation);
    }

    private NpgsqlCommand Command(IReadOnlyList<PreparedUnit> units)
    {
        var shape = ShapeOf(units);
        var command = new NpgsqlCommand(_sql.Of(shape));
        AddStreams(command.Parameters, units);
        AddEvents(command.Parameters, units);
        if (shape.Commands)
        {
            AddCommands(command.Parameters, units);
        }

        if (shape.Inbox)
        {
            AddInbox(command.Parameters, units);
        }

        if (shape.Sealed)
        {
            AddSealed(command.Parameters, units);
        }

        if (shape.Keys)
        {
            AddKeys(command.Parameters, units);
        }

        return command;
    }

    private static async Task<List<int>> ReadLostAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var lost = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            lost.Add(reader.GetInt32(0));
        }

        return lost;
    }

    private AppendShape ShapeOf(IReadOnlyList<PreparedUnit> units)
    {
        var alone = units.All(u => u.Streams is [var stream] && stream.Version > stream.Expected);
        var shape = default(AppendShape) with { Alone = alone, Creates = alone && units.Any(u => u.Streams[0].Expected == 0) };
        foreach (var unit in units)
        {
            foreach (var stream in unit.Streams)
            {
                var snapshot = stream.Snapshot is null ? 0 : 1UL << Array.FindIndex(_aggregates, a => a.Alias == stream.Alias);
                shape = shape with { Aggregates = shape.Aggregates | snapshot };
            }

            shape = shape with
            {
                Commands = shape.Commands || unit.CommandId is not null,
                Inbox = shape.Inbox || unit.Inbox is not null,
                Sealed = shape.Sealed || unit.Sealed.Length > 0,
                Keys = shape.Keys || unit.Key is not null,
            };
        }

        return shape;
    }

    private static void AddStreams(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var rows = Rows(units, u => u.Streams);
        Add(parameters, NpgsqlDbType.Integer, rows, r => r.Unit);
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.Id);
        Add(parameters, NpgsqlDbType.Text, rows, r => r.Row.Alias);
        Add(parameters, NpgsqlDbType.Bigint, rows, r => r.Row.Expected);
        Add(parameters, NpgsqlDbType.Bigint, rows, r => r.Row.Version);
        Add(parameters, NpgsqlDbType.Integer, rows, r => r.Row.Format);
        Add(parameters, NpgsqlDbType.Jsonb, rows, r => r.Row.Snapshot);
    }

    private static void AddEvents(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        // PostgreSQL numbers the streams of all units from 1.
        var firstStream = new int[units.Count];
        for (var i = 0; i < firstStream.Length; i++)
        {
            firstStream[i] = i == 0 ? 1 : firstStream[i - 1] + units[i - 1].Streams.Length;
        }

        var rows = Rows(units, u => u.Events);
        Add(parameters, NpgsqlDbType.Bigint, rows, r => (long)(firstStream[r.Unit] + r.Row.Stream));
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.Id);
        Add(parameters, NpgsqlDbType.Bigint, rows, r => r.Row.Version);
        Add(parameters, NpgsqlDbType.Text, rows, r => r.Row.Type.Alias);
        Add(parameters, NpgsqlDbType.Text, rows, r => r.Row.Type.DotNetType);
        Add(parameters, NpgsqlDbType.Jsonb, rows, r => r.Row.Data);
        Add(parameters, NpgsqlDbType.Jsonb, rows, r => units[r.Unit].Headers);
    }

    private static void AddCommands(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var rows = Rows(units, u => u.CommandId is { } id ? [(Id: id, Unit: u)] : Array.Empty<(Guid Id, PreparedUnit Unit)>());
        Add(parameters, NpgsqlDbType.Integer, rows, r => r.Unit);
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.Id);
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.Unit.Streams is [var first, ..] ? first.Id : (Guid?)null);
        Add(parameters, NpgsqlDbType.Bigint, rows, r => r.Row.Unit.Streams is [var first, ..] ? first.Version : (long?)null);
        Add(parameters, NpgsqlDbType.Bytea, rows, r => r.Row.Unit.Answer);
    }

    private static void AddInbox(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var rows = Rows(units, u => u.Inbox is { } key ? [key] : Array.Empty<InboxKey>());
        Add(parameters, NpgsqlDbType.Integer, rows, r => r.Unit);
        Add(parameters, NpgsqlDbType.Text, rows, r => r.Row.Consumer);
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.MessageId);
    }

    private static void AddSealed(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var rows = Rows(units, u => u.Sealed);
        Add(parameters, NpgsqlDbType.Integer, rows, r => r.Unit);
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.SubjectId);
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.ItemId);
        Add(parameters, NpgsqlDbType.Text, rows, r => r.Row.Field);
        Add(parameters, NpgsqlDbType.Text, rows, r => r.Row.KeyId);
        Add(parameters, NpgsqlDbType.Bytea, rows, r => r.Row.Ciphertext);
    }

    private static void AddKeys(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var rows = Rows(units, u => u.Key is { } key ? [key] : Array.Empty<FirstKey>());
        Add(parameters, NpgsqlDbType.Integer, rows, r => r.Unit);
        Add(parameters, NpgsqlDbType.Uuid, rows, r => r.Row.SubjectId);
        Add(parameters, NpgsqlDbType.Text, rows, r => r.Row.Master);
        Add(parameters, NpgsqlDbType.Bytea, rows, r => r.Row.Wrapped);
    }

    private static List<(int Unit, TRow Row)> Rows<TRow>(IReadOnlyList<PreparedUnit> units, Func<PreparedUnit, TRow[]> rowsOf)
    {
        var rows = new List<(int, TRow)>(units.Count);
        for (var i = 0; i < units.Count; i++)
        {
            foreach (var row in rowsOf(units[i]))
            {
                rows.Add((i, row));
            }
        }

        return rows;
    }

    private static void Add<TRow, TValue>(NpgsqlParameterCollection parameters, NpgsqlDbType type, List<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
