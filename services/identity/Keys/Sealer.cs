using System.Security.Cryptography;
using System.Text;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Identity.Keys;

/// <summary>
/// Seals what the database must not show: private keys, cookie keys, second factors, names. One key does it, itself wrapped by the
/// master key, so that a change of the master key touches one row.
/// </summary>
internal sealed class Sealer(NpgsqlDataSource database, MasterKeys masters)
{
    private static readonly byte[] _binding = Encoding.UTF8.GetBytes("sealing-key");

    // Not the mode that remembers an exception: a database that was away for a moment must not shut the service for ever.
    private readonly Lazy<byte[]> _key = new(() => Load(database, masters), LazyThreadSafetyMode.PublicationOnly);

    internal byte[] Seal(ReadOnlySpan<byte> plain, string binding) => Sealing.Seal(_key.Value, plain, Encoding.UTF8.GetBytes(binding));

    internal byte[] Seal(string plain, string binding) => Seal(Encoding.UTF8.GetBytes(plain), binding);

    /// <exception cref="InvalidOperationException">It was tampered with, moved, or sealed under another key.</exception>
    internal byte[] Open(byte[] box, string binding) =>
        Sealing.Open(_key.Value, box, Encoding.UTF8.GetBytes(binding)) ?? throw new InvalidOperationException($"What is sealed as {binding} was tampered with.");

    internal string OpenText(byte[] box, string binding) => Encoding.UTF8.GetString(Open(box, binding));

    /// <summary>Makes the key where there is none.</summary>
    internal async Task EnsureAsync()
    {
        await using var command = database.CreateCommand("insert into sealing_key (id, master, wrapped) values (1, $1, $2) on conflict do nothing");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Current });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = masters.Wrap(RandomNumberGenerator.GetBytes(32), _binding) });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Wraps the key by the current master key.</summary>
    /// <returns>How many keys were wrapped anew: one, or none.</returns>
    internal async Task<int> RewrapAsync()
    {
        await using var command = database.CreateCommand("update sealing_key set master = $1, wrapped = $2 where master <> $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Current });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = masters.Wrap(_key.Value, _binding) });
        return await command.ExecuteNonQueryAsync();
    }

    private static byte[] Load(NpgsqlDataSource database, MasterKeys masters)
    {
        using var command = database.CreateCommand("select master, wrapped from sealing_key");
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? masters.Unwrap(reader.GetString(0), reader.GetFieldValue<byte[]>(1), _binding)
            : throw new InvalidOperationException("The database is not migrated: run the verb migrate.");
    }
}
