using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Finds texts of the vault by equality, and nothing else: HMAC-SHA256 under a key of its own, kept wrapped like the data keys, so that a
/// rotation of the master key leaves the hashes as they are. Erasing a subject removes its hashes. Thread-safe.
/// </summary>
public sealed class VaultHashes
{
    /// <summary>Subject of the key row; no stream has this id, so callers never see the row.</summary>
    internal static readonly Guid KeySubject = new("00000000-0000-4000-8000-00006a73b001");

    internal const string Schema =
        """
        create table if not exists vault_hashes (
            subject_id uuid  not null,
            item_id    uuid  not null,
            field      text  not null,
            hash       bytea not null,
            primary key (subject_id, item_id, field)
        );
        create index if not exists vault_hashes_hash on vault_hashes (hash);
        """;

    private static readonly string SealedSql =
        $"""
        select k.master, k.wrapped, v.subject_id, v.item_id, v.field, v.ciphertext
          from mt_vault v join vault_keys k on k.subject_id = v.subject_id
         where v.subject_id = {SqlParameters.AnyOf("$1", "uuid")} and v.field = {SqlParameters.AnyOf("$2", "text")} order by v.subject_id
        """;

    // Locks the key rows, in order, so that an erasure either comes before (nothing is written) or waits and removes what is written here.
    private static readonly string PutSql =
        $"""
        with kept as materialized (
            select subject_id from vault_keys where subject_id = {SqlParameters.AnyOf("$1", "uuid")} and wrapped is not null order by subject_id for share
        )
        insert into vault_hashes (subject_id, item_id, field, hash)
        select n.subject_id, n.item_id, n.field, n.hash
          from unnest((select $1::uuid[]), $2, $3, $4) as n (subject_id, item_id, field, hash) join kept on kept.subject_id = n.subject_id
        on conflict (subject_id, item_id, field) do update set hash = excluded.hash
        """;

    private readonly NpgsqlDataSource _database;
    private readonly DataKeys _keys;

    internal VaultHashes(NpgsqlDataSource database, DataKeys keys) => (_database, _keys) = (database, keys);

    /// <summary>The hash of a text.</summary>
    /// <param name="field">Which text it is: equal texts of different fields have different hashes.</param>
    /// <param name="text">Normalised by the caller.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<byte[]> OfAsync(string field, string text, CancellationToken cancellation = default) => Hash(await KeyAsync(cancellation), field, text);

    /// <summary>Hashes for a purpose of its own, in hexadecimal: those of one label say nothing about those of another.</summary>
    /// <param name="label">The purpose. No field has its name.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Func<string, string>> LabelledAsync(string label, CancellationToken cancellation = default)
    {
        var key = await KeyAsync(cancellation);
        return text => Convert.ToHexStringLower(Hash(key, label, text));
    }

    /// <summary>Opens some fields of these subjects, to be hashed and forgotten; what is erased is left out.</summary>
    public async Task<IReadOnlyList<(Guid Subject, Guid Item, string Field, string Text)>> OpenAsync(
        IReadOnlyCollection<Guid> subjects, IReadOnlyCollection<string> fields, CancellationToken cancellation = default)
    {
        await using var command = _database.CreateCommand(SealedSql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. subjects] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. fields] });
        var texts = new List<(Guid, Guid, string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        (Guid Subject, byte[]? Key) of = default;
        while (await reader.ReadAsync(cancellation))
        {
            var (subject, item, field) = (reader.GetGuid(2), reader.GetGuid(3), reader.GetString(4));
            of = of.Subject == subject ? of : (subject, _keys.Unwrap(reader, subject));
            if (of.Key is { } dataKey && Sealing.Open(dataKey, reader.GetFieldValue<byte[]>(5), Vault.Binding(subject, item, field)) is { } plain)
            {
                texts.Add((subject, item, field, Encoding.UTF8.GetString(plain)));
            }
        }

        return texts;
    }

    /// <summary>Writes a hash in the caller's transaction, in place of an earlier one of the same item and field.</summary>
    /// <returns>False when the subject's key was erased: nothing was written.</returns>
    public static async Task<bool> PutAsync(NpgsqlConnection connection, VaultHash hash, CancellationToken cancellation = default) =>
        await PutAsync(connection, [hash], cancellation) > 0;

    /// <summary>Hashes what is sealed of some fields of these subjects. May be repeated; what is erased is left out.</summary>
    /// <param name="subjects">Whose texts.</param>
    /// <param name="normal">The fields, each with the form in which its texts are compared.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task IndexAsync(
        IReadOnlyCollection<Guid> subjects, IReadOnlyDictionary<string, Func<string, string>> normal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(normal);
        var key = await KeyAsync(cancellation);
        var texts = await OpenAsync(subjects, [.. normal.Keys], cancellation);
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var hashes = texts.Select(t => new VaultHash(t.Subject, t.Item, t.Field, Hash(key, t.Field, normal[t.Field](t.Text))));
        await PutAsync(connection, [.. hashes], cancellation);
    }

    /// <summary>Where a hash is, whoever may see it; null when it is nowhere. For hashes of secrets.</summary>
    public async Task<(Guid Subject, Guid Item)?> FindAsync(byte[] hash, CancellationToken cancellation = default)
    {
        await using var command = _database.CreateCommand("select subject_id, item_id from vault_hashes where hash = $1 limit 1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetGuid(0), reader.GetGuid(1)) : null;
    }

    /// <summary>Items with one of the hashes, the newest subjects first, behind the second wall: the caller's scope is for the query of the subjects.</summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="hashes">Any of them.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Task<IReadOnlyList<(Guid Subject, Guid Item)>> FindAsync(
        StoreReader reader, IReadOnlyList<byte[]> hashes, int limit, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.ReadAsync<IReadOnlyList<(Guid, Guid)>>(
            "select distinct subject_id, item_id from vault_hashes where hash = any($1) order by subject_id desc, item_id limit $2",
            [new NpgsqlParameter<byte[][]> { TypedValue = [.. hashes] }, new NpgsqlParameter<int> { TypedValue = limit }],
            async rows =>
            {
                var found = new List<(Guid, Guid)>();
                while (await rows.ReadAsync(cancellation))
                {
                    found.Add((rows.GetGuid(0), rows.GetGuid(1)));
                }

                return found;
            },
            cancellation);
    }

    private static async Task<int> PutAsync(NpgsqlConnection connection, IReadOnlyList<VaultHash> hashes, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PutSql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. hashes.Select(h => h.Subject)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. hashes.Select(h => h.Item)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. hashes.Select(h => h.Field)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. hashes.Select(h => h.Hash)] });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<byte[]> KeyAsync(CancellationToken cancellation) =>
        await _keys.ForSealingAsync(KeySubject, cancellation) ?? throw new InvalidOperationException("The key of the vault's hashes was erased.");

    private static byte[] Hash(byte[] key, string field, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{field}|{text}"));
}

/// <summary>A hash and what it is of.</summary>
/// <param name="Subject">Whose erasure removes it.</param>
/// <param name="Item">Id of the thing the text belongs to.</param>
/// <param name="Field">Which text of it.</param>
/// <param name="Hash">See <see cref="VaultHashes.OfAsync"/>.</param>
public sealed record VaultHash(Guid Subject, Guid Item, string Field, byte[] Hash);
