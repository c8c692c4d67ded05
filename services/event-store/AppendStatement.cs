using Npgsql;
using NpgsqlTypes;

namespace Mediation.EventStore;

/// <summary>The one statement that writes: a group of units as parallel arrays for <c>mt_append</c>.</summary>
internal static class AppendStatement
{
    private const string Sql =
        "select status_code, stored_answer from mt_append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24)";

    internal static async Task<AppendResult[]> ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<PreparedUnit> units, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        AddUnits(command.Parameters, units);
        AddStreams(command.Parameters, units);
        AddEvents(command.Parameters, units);
        AddSealed(command.Parameters, units);

        var results = new AppendResult[units.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        for (var i = 0; i < results.Length; i++)
        {
            await reader.ReadAsync(cancellation);
            results[i] = new AppendResult((AppendStatus)reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1));
        }

        return results;
    }

    private static void AddUnits(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        Add(parameters, NpgsqlDbType.Uuid, Array(units, u => u.CommandId));
        Add(parameters, NpgsqlDbType.Bytea, Array(units, u => u.Answer));
        Add(parameters, NpgsqlDbType.Text, Array(units, u => u.Inbox?.Consumer));
        Add(parameters, NpgsqlDbType.Uuid, Array(units, u => u.Inbox?.MessageId));
    }

    private static void AddStreams(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var rows = Flatten(units, u => u.Streams);
        Add(parameters, NpgsqlDbType.Integer, Array(rows, r => r.Unit));
        Add(parameters, NpgsqlDbType.Uuid, Array(rows, r => r.Row.Id));
        Add(parameters, NpgsqlDbType.Text, Array(rows, r => r.Row.Alias));
        Add(parameters, NpgsqlDbType.Bigint, Array(rows, r => r.Row.Expected));
        Add(parameters, NpgsqlDbType.Bigint, Array(rows, r => r.Row.Version));
        Add(parameters, NpgsqlDbType.Integer, Array(rows, r => r.Row.Format));
        Add(parameters, NpgsqlDbType.Jsonb, Array(rows, r => r.Row.Snapshot));
    }

    private static void AddEvents(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var firstStream = new int[units.Count];
        for (var i = 1; i < firstStream.Length; i++)
        {
            firstStream[i] = firstStream[i - 1] + units[i - 1].Streams.Length;
        }

        var rows = Flatten(units, u => u.Events);
        Add(parameters, NpgsqlDbType.Integer, Array(rows, r => firstStream[r.Unit - 1] + r.Row.Stream + 1));
        Add(parameters, NpgsqlDbType.Uuid, Array(rows, r => r.Row.Id));
        Add(parameters, NpgsqlDbType.Bigint, Array(rows, r => r.Row.Version));
        Add(parameters, NpgsqlDbType.Text, Array(rows, r => r.Row.Type.Alias));
        Add(parameters, NpgsqlDbType.Text, Array(rows, r => r.Row.Type.DotNetType));
        Add(parameters, NpgsqlDbType.Jsonb, Array(rows, r => r.Row.Data));
        Add(parameters, NpgsqlDbType.Jsonb, Array(rows, r => units[r.Unit - 1].Headers));
    }

    private static void AddSealed(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedUnit> units)
    {
        var rows = Flatten(units, u => u.Sealed);
        Add(parameters, NpgsqlDbType.Integer, Array(rows, r => r.Unit));
        Add(parameters, NpgsqlDbType.Uuid, Array(rows, r => r.Row.SubjectId));
        Add(parameters, NpgsqlDbType.Uuid, Array(rows, r => r.Row.ItemId));
        Add(parameters, NpgsqlDbType.Text, Array(rows, r => r.Row.Field));
        Add(parameters, NpgsqlDbType.Text, Array(rows, r => r.Row.KeyId));
        Add(parameters, NpgsqlDbType.Bytea, Array(rows, r => r.Row.Ciphertext));
    }

    /// <summary>Rows of all units, each with its unit's number from 1 (PostgreSQL's array index).</summary>
    private static List<(int Unit, TRow Row)> Flatten<TRow>(IReadOnlyList<PreparedUnit> units, Func<PreparedUnit, IReadOnlyList<TRow>> rowsOf)
    {
        var rows = new List<(int, TRow)>(units.Count);
        for (var i = 0; i < units.Count; i++)
        {
            foreach (var row in rowsOf(units[i]))
            {
                rows.Add((i + 1, row));
            }
        }

        return rows;
    }

    private static TValue[] Array<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }

    private static void Add<TValue>(NpgsqlParameterCollection parameters, NpgsqlDbType type, TValue[] values) =>
        parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
}
