using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Identity.Keys;

/// <summary>Reads and writes the keys of tokens: P-256 to sign, 256 bits to encrypt codes and refresh tokens.</summary>
internal sealed class TokenKeys(NpgsqlDataSource database, Sealer sealer, TimeProvider clock)
{
    private const string Sign = "sign";
    private const string Encrypt = "encrypt";

    /// <summary>Makes the first keys; they are used at once.</summary>
    internal async Task EnsureAsync()
    {
        var present = await ReadAsync();
        if (present.Signing.Count == 0)
        {
            await AddSigningKeyAsync(TimeSpan.Zero);
        }

        if (present.Encrypting.Count == 0)
        {
            await InsertAsync(NewId(), Encrypt, RandomNumberGenerator.GetBytes(32), clock.GetUtcNow());
        }
    }

    /// <summary>Makes a key that stands in the JWKS now and signs after the overlap.</summary>
    /// <returns>Its id.</returns>
    internal async Task<string> AddSigningKeyAsync(TimeSpan overlap)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = NewId();
        await InsertAsync(id, Sign, key.ExportPkcs8PrivateKey(), clock.GetUtcNow() + overlap);
        return id;
    }

    /// <summary>Forgets keys that another has replaced for longer than any token of theirs lives.</summary>
    internal async Task RetireAsync(TimeSpan longestToken)
    {
        await using var command = database.CreateCommand(
            """
            delete from token_keys old where use = 'sign' and exists (
                select from token_keys newer where newer.use = 'sign' and newer.used_from > old.used_from and newer.used_from < $1)
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() - longestToken });
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<TokenKeySet> ReadAsync(CancellationToken cancellation = default)
    {
        var (signing, encrypting) = (new List<UsedFrom<ECDsaSecurityKey>>(), new List<UsedFrom<SymmetricSecurityKey>>());
        await using var command = database.CreateCommand("select kid, use, used_from, box from token_keys order by used_from, kid");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (id, use, from) = (reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2));
            var plain = sealer.Open(reader.GetFieldValue<byte[]>(3), Binding(id, use));
            if (use == Sign)
            {
                signing.Add(new(SigningKey(plain, id), from));
            }
            else
            {
                encrypting.Add(new(new SymmetricSecurityKey(plain) { KeyId = id }, from));
            }
        }

        return new TokenKeySet(signing, encrypting);
    }

    private static ECDsaSecurityKey SigningKey(byte[] pkcs8, string id)
    {
        // Not disposed: it is in use for as long as a request may hold the options it is part of.
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new ECDsaSecurityKey(key) { KeyId = id };
    }

    private async Task InsertAsync(string id, string use, byte[] key, DateTimeOffset usedFrom)
    {
        await using var command = database.CreateCommand("insert into token_keys (kid, use, used_from, box) values ($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = use });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = usedFrom, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = sealer.Seal(key, Binding(id, use)) });
        await command.ExecuteNonQueryAsync();
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Binding(string id, string use) => $"token-key|{use}|{id}";
}

internal sealed record UsedFrom<TKey>(TKey Key, DateTimeOffset From) where TKey : SecurityKey;

/// <summary>All keys, the earliest first.</summary>
internal sealed record TokenKeySet(IReadOnlyList<UsedFrom<ECDsaSecurityKey>> Signing, IReadOnlyList<UsedFrom<SymmetricSecurityKey>> Encrypting)
{
    /// <summary>The same keys with the one to use now in front, then those that only validate.</summary>
    internal static IReadOnlyList<TKey> InOrder<TKey>(IReadOnlyList<UsedFrom<TKey>> keys, DateTimeOffset now) where TKey : SecurityKey
    {
        var current = keys.LastOrDefault(k => k.From <= now) ?? keys[0];
        return [current.Key, .. keys.Where(k => k != current).Select(k => k.Key)];
    }
}
