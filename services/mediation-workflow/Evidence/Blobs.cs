using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Workflow.Evidence;

/// <summary>Where the bytes of evidence lie, by case and content hash. The seam for another place than the database.</summary>
internal interface IBlobs
{
    /// <summary>Stores a file; one with this hash that is there already is left as it is.</summary>
    /// <param name="transaction">Of the event that names it; what cannot take part in it must bear being stored for nothing.</param>
    Task StoreAsync(StoreTransaction transaction, SubjectKey key, Guid caseId, string sha256, Stream content, CancellationToken cancellation);

    /// <summary>Opens a file of a case that the caller may see; seekable, so that a range of it can be read.</summary>
    /// <returns>Null when the case's key was erased.</returns>
    Task<Stream?> OpenAsync(StoreReader reader, Guid caseId, string sha256, long size, CancellationToken cancellation);
}

/// <summary>In PostgreSQL, in chunks that are sealed one by one: neither side ever holds a whole file.</summary>
internal sealed class PostgresBlobs(Vault vault) : IBlobs
{
    internal const int ChunkSize = 256 * 1024;

    // Sealed bytes do not shrink, and a chunk is read as a whole.
    internal const string Schema =
        """
        create table if not exists evidence_chunks (
            case_id uuid  not null,
            sha256  text  not null collate "C",
            number  int   not null,
            sealed  bytea not null,
            primary key (case_id, sha256, number)
        );
        alter table evidence_chunks alter column sealed set storage external;
        """;

    public async Task StoreAsync(
        StoreTransaction transaction, SubjectKey key, Guid caseId, string sha256, Stream content, CancellationToken cancellation)
    {
        if (await IsThereAsync(transaction, caseId, sha256, cancellation))
        {
            return;
        }

        content.Position = 0;
        var buffer = new byte[ChunkSize];
        for (int number = 0, length; (length = await content.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellation)) > 0; number++)
        {
            await using var insert = new NpgsqlCommand(
                "insert into evidence_chunks (case_id, sha256, number, sealed) values ($1, $2, $3, $4) on conflict do nothing", transaction.Connection);
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = caseId });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sha256 });
            insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
            insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Seal(buffer.AsSpan(0, length), Place(sha256, number)) });
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    public async Task<Stream?> OpenAsync(StoreReader reader, Guid caseId, string sha256, long size, CancellationToken cancellation) =>
        await vault.KeyAsync(reader, caseId, cancellation) is { } key
            ? new BlobStream(size, ChunkSize, (number, stop) => ChunkAsync(reader, key, caseId, sha256, number, stop))
            : null;

    private static async Task<byte[]> ChunkAsync(
        StoreReader reader, SubjectKey key, Guid caseId, string sha256, int number, CancellationToken cancellation)
    {
        var chunk = await reader.ReadAsync(
            "select sealed from evidence_chunks where case_id = $1 and sha256 = $2 and number = $3",
            [
                new NpgsqlParameter<Guid> { TypedValue = caseId }, new NpgsqlParameter<string> { TypedValue = sha256 },
                new NpgsqlParameter<int> { TypedValue = number },
            ],
            async rows => await rows.ReadAsync(cancellation) ? rows.GetFieldValue<byte[]>(0) : null, cancellation);
        return chunk is not null && key.Open(chunk, Place(sha256, number)) is { } plain
            ? plain
            : throw new InvalidDataException($"Chunk {number} of a file of case {caseId} is missing or was tampered with.");
    }

    private static async Task<bool> IsThereAsync(StoreTransaction transaction, Guid caseId, string sha256, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand(
            "select exists (select from evidence_chunks where case_id = $1 and sha256 = $2)", transaction.Connection);
        look.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = caseId });
        look.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sha256 });
        return (bool)(await look.ExecuteScalarAsync(cancellation))!;
    }

    private static string Place(string sha256, int number) => $"blob|{sha256}|{number}";
}
