using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Mediation.Identity.Keys;

/// <summary>
/// Seals what the database must not show: private keys, cookie keys, second factors, names. One key does it, itself wrapped by the
/// master key, so that a change of the master key touches one row.
/// </summary>
internal sealed class Sealer(NpgsqlDataSource database, MasterKeyFile masters)
{
    private const string Binding = "sealing-key";

    // Not the mode that remembers an exception: a database that was away for a moment must not shut the service for ever.
    private readonly Lazy<byte[]> _key = new(() => Load(database, masters), LazyThreadSafetyMode.PublicationOnly);

    internal byte[] Seal(ReadOnlySpan<byte> plain, string binding) => AesGcmSeal.Seal(_key.Value, plain, binding);

    internal byte[] Seal(string plain, string binding) => Seal(Encoding.UTF8.GetBytes(plain), binding);

    internal byte[] Open(byte[] box, string binding) => AesGcmSeal.Open(_key.Value, box, binding);

    internal string OpenText(byte[] box, string binding) => Encoding.UTF8.GetString(Open(box, binding));

    /// <summary>Makes the key where there is none.</summary>
    internal async Task EnsureAsync()
    {
        await using var command = database.CreateCommand("insert into sealing_key (id, master, wrapped) values (1, $1, $2) on conflict do nothing");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Current });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = masters.Wrap(RandomNumberGenerator.GetBytes(32), Binding) });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Wraps the key by the current master key.</summary>
    /// <returns>How many keys were wrapped anew: one, or none.</returns>
    internal async Task<int> RewrapAsync()
    {
        await using var command = database.CreateCommand("update sealing_key set master = $1, wrapped = $2 where master <> $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Current });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = masters.Wrap(_key.Value, Binding) });
        return await command.ExecuteNonQueryAsync();
    }

    private static byte[] Load(NpgsqlDataSource database, MasterKeyFile masters)
    {
        using var command = database.CreateCommand("select master, wrapped from sealing_key");
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? masters.Unwrap(reader.GetString(0), reader.GetFieldValue<byte[]>(1), Binding)
            : throw new InvalidOperationException("The database is not migrated: run the verb migrate.");
    }
}
