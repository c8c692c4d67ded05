using System.Text.Json;
using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Workflow.Digests;

/// <summary>The table of digests: one row for each mediator and Shanghai day, whoever makes it first.</summary>
internal sealed class DigestStore(EventStore.EventStore store)
{
    internal const string Schema =
        """
        create table if not exists digests (
            mediator_id uuid        not null,
            day         date        not null,
            body        jsonb       not null,
            made_at     timestamptz not null,
            sent_at     timestamptz,
            primary key (mediator_id, day));
        create index if not exists digests_unsent on digests (day, mediator_id) where sent_at is null;
        """;

    private const string CountsSql =
        """
        select (select count(*) from mt_doc_case where mediator_id = $1 and status = 'open'),
               count(*) filter (where c.last_day < $2), count(*) filter (where c.last_day = $2), count(*) filter (where c.last_day > $2)
          from mt_doc_case d join clocks c on c.case_id = d.id where d.mediator_id = $1 and d.due_at <= $3 and c.due_at <= $3
        """;

    private const string LinesSql =
        """
        select d.id, d.data ->> 'caseNumber', c.code, c.last_day, d.data ->> 'acceptedAt'
          from mt_doc_case d join clocks c on c.case_id = d.id where d.mediator_id = $1 and d.due_at <= $2 and c.due_at <= $2
         order by c.due_at, d.id limit $3
        """;

    /// <summary>Mediators with cases under way or clocks running who have no digest of the day yet.</summary>
    internal async Task<IReadOnlyList<Guid>> WithoutAsync(DateOnly day, CancellationToken cancellation)
    {
        await using var command = Command(
            """
            select distinct mediator_id from mt_doc_case d where mediator_id is not null and (due_at is not null or status = 'open')
               and not exists (select from digests where mediator_id = d.mediator_id and day = $1)
            """, day);
        return await ReadAsync(command, reader => reader.GetGuid(0), cancellation);
    }

    /// <summary>Makes the digest, unless another instance was quicker.</summary>
    internal async Task MakeAsync(Guid mediator, DateOnly day, DateTimeOffset now, CancellationToken cancellation)
    {
        var until = ChinaTime.StartOf(day.AddDays(7)).UtcDateTime;
        await using var lines = Command(LinesSql, mediator, until, Digest.MostLines);
        var nearest = await ReadAsync(lines, reader => DigestLine.From(
            reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3),
            ChinaTime.DayOf(DateTimeOffset.Parse(reader.GetString(4), System.Globalization.CultureInfo.InvariantCulture)), day), cancellation);
        await using var counts = Command(CountsSql, mediator, day, until);
        var digest = (await ReadAsync(counts, reader => new Digest(
            mediator, day, (int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2), (int)reader.GetInt64(3), nearest), cancellation))[0];
        await using var insert = Command(
            "insert into digests (mediator_id, day, body, made_at) values ($1, $2, $3, $4) on conflict do nothing",
            mediator, day, new NpgsqlParameter { Value = JsonSerializer.Serialize(digest, ServiceJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            now.UtcDateTime);
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Takes the next digest of the day that nobody has sent or is sending, and marks it in the same transaction if it went.</summary>
    /// <param name="after">The mediator of the one before.</param>
    /// <returns>Its mediator; null when there is none.</returns>
    internal async Task<Guid?> SendNextAsync(
        DateOnly day, Guid after, DateTimeOffset now, Func<Digest, Task<bool>> sends, CancellationToken cancellation)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var take = new NpgsqlCommand(
            "select body from digests where day = $1 and sent_at is null and mediator_id > $2 order by mediator_id limit 1 for update skip locked", connection)
        {
            Parameters = { new NpgsqlParameter<DateOnly> { TypedValue = day }, new NpgsqlParameter<Guid> { TypedValue = after } },
        };
        if (await take.ExecuteScalarAsync(cancellation) is not string body)
        {
            return null;
        }

        var digest = JsonSerializer.Deserialize<Digest>(body, ServiceJson.Options)!;
        if (!await sends(digest))
        {
            return digest.MediatorId;
        }

        await using var mark = new NpgsqlCommand("update digests set sent_at = $3 where mediator_id = $1 and day = $2", connection);
        mark.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = digest.MediatorId }, new() { Value = day }, new() { Value = now.UtcDateTime } });
        await mark.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return digest.MediatorId;
    }

    /// <summary>A mediator's own, the newest first.</summary>
    internal async Task<IReadOnlyList<JsonElement>> OfAsync(Guid mediator, DateOnly before, int limit, CancellationToken cancellation)
    {
        await using var command = Command("select body from digests where mediator_id = $1 and day < $2 order by day desc limit $3", mediator, before, limit);
        return await ReadAsync(command, reader => JsonElement.Parse(reader.GetString(0)), cancellation);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = store.Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
