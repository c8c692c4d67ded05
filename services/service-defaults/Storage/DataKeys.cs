using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>
/// One data key per subject (a dispute and its case, a person), wrapped by a master key. An erased key leaves a mark, so that nothing
/// is sealed for that subject again. Thread-safe; any number of instances.
/// </summary>
internal sealed class DataKeys(NpgsqlDataSource database, MasterKeys masters) : IDisposable
{
    private const string GetOrAdd =
        """
        with added as (
            insert into vault_keys (subject_id, master, wrapped) values ($1, $2, $3) on conflict do nothing returning master, wrapped
        )
        select master, wrapped from added union all select master, wrapped from vault_keys where subject_id = $1 limit 1
        """;

    private const int KeySize = 32;
    private const int Batch = 500;

    // What another instance erases meanwhile is sealed for nobody, which is what erasing means; so half a minute does no harm.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public void Dispose() => _known.Dispose();

    /// <summary>The subject's key, made when it has none. Null when it was erased.</summary>
    internal async Task<byte[]?> ForSealingAsync(Guid subject, CancellationToken cancellation)
    {
        if (_known.TryGetValue<byte[]>(subject, out var known))
        {
            return known;
        }

        var (_, first) = Make(subject);
        while (true)
        {
            await using var command = database.CreateCommand(GetOrAdd);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = first.Master });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = first.Wrapped });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            // No row: another instance added one after this statement's snapshot, and the next look sees it.
            if (await reader.ReadAsync(cancellation))
            {
                return Unwrap(reader, subject) is { } key ? _known.Set(subject, key, Entry) : null;
            }
        }
    }

    /// <summary>A key that is the subject's as soon as its row is there.</summary>
    internal (byte[] Key, FirstKey Wrapped) Make(Guid subject)
    {
        var made = RandomNumberGenerator.GetBytes(KeySize);
        return (made, new FirstKey(subject, masters.Current, masters.Wrap(made, Binding(subject))));
    }

    /// <summary>Reads columns <c>master</c> and <c>wrapped</c>, the first two.</summary>
    /// <returns>Null when the key was erased.</returns>
    /// <exception cref="InvalidOperationException">Its master key is not in the key file.</exception>
    internal byte[]? Unwrap(NpgsqlDataReader reader, Guid subject) => reader.IsDBNull(0) ? null : masters.Unwrap(reader.GetString(0), reader.GetFieldValue<byte[]>(1), Binding(subject));

    internal async Task EraseAsync(Guid subject, CancellationToken cancellation)
    {
        if (subject == VaultHashes.KeySubject)
        {
            throw new ArgumentException("Without this key no hash of any subject could be compared again.", nameof(subject));
        }

        // One transaction: a writer of hashes holds the key's row, so the second statement sees what it wrote.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into vault_keys (subject_id, erased_at) values ($1, now())
            on conflict (subject_id) do update set master = null, wrapped = null, erased_at = coalesce(vault_keys.erased_at, now())
            """) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = subject } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from vault_hashes where subject_id = $1")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = subject } },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
        _known.Remove(subject);
    }

    internal async Task<bool> IsErasedAsync(Guid subject, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select exists (select from vault_keys where subject_id = $1 and erased_at is not null)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Wraps by the current master key what another one wraps, some hundred keys a transaction. May be stopped and run again.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> RewrapAsync(CancellationToken cancellation)
    {
        for (var all = 0; ;)
        {
            var some = await RewrapSomeAsync(cancellation);
            if (some == 0)
            {
                return all;
            }

            all += some;
        }
    }

    private async Task<int> RewrapSomeAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (subjects, wrapped) = (new List<Guid>(), new List<byte[]>());
        await using (var command = new NpgsqlCommand(
            "select master, wrapped, subject_id from vault_keys where master <> $1 order by subject_id limit $2 for update", connection, transaction))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Current });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                subjects.Add(reader.GetGuid(2));
                wrapped.Add(masters.Wrap(Unwrap(reader, subjects[^1])!, Binding(subjects[^1])));
            }
        }

        await using (var update = new NpgsqlCommand(
            "update vault_keys k set master = $1, wrapped = n.wrapped from unnest($2, $3) as n (subject_id, wrapped) where k.subject_id = n.subject_id",
            connection, transaction))
        {
            update.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Current });
            update.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. subjects] });
            update.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. wrapped] });
            await update.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return subjects.Count;
    }

    private static MemoryCacheEntryOptions Entry => new() { Size = 1, AbsoluteExpirationRelativeToNow = Remembered };

    private static byte[] Binding(Guid subject) => Encoding.UTF8.GetBytes($"{subject:N}|key");
}
