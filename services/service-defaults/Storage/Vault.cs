using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>Encrypts and reads personal data (AES-256-GCM; the associated data binds subject, item and field). Thread-safe.</summary>
/// <remarks>One key for the suite for now; the key id in each row is the seam for a key per case.</remarks>
public sealed class Vault
{
    private const string KeyId = "suite-1";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly NpgsqlDataSource _database;
    private readonly byte[] _key;

    /// <param name="database">The service's database.</param>
    /// <param name="key">32 bytes.</param>
    public Vault(NpgsqlDataSource database, byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 32);
        (_database, _key) = (database, key);
    }

    /// <summary>Encrypts a text for the unit that is about to be appended.</summary>
    public SealedText Seal(Guid subject, VaultText text)
    {
        var plain = Encoding.UTF8.GetBytes(text.Text);
        var sealedText = new byte[NonceSize + plain.Length + TagSize];
        var nonce = sealedText.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, plain, sealedText.AsSpan(NonceSize, plain.Length), sealedText.AsSpan(NonceSize + plain.Length), Binding(subject, text.Item, text.Field));
        return new SealedText(subject, text.Item, text.Field, KeyId, sealedText);
    }

    /// <summary>All texts of a subject. A text whose key is gone, or that was tampered with, is left out.</summary>
    public async Task<VaultTexts> OpenAsync(Guid subject, CancellationToken cancellation = default)
    {
        await using var command = _database.CreateCommand("select item_id, field, key_id, ciphertext from mt_vault where subject_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        var texts = new Dictionary<(Guid, string), string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (item, field) = (reader.GetGuid(0), reader.GetString(1));
            if (reader.GetString(2) == KeyId && Open(subject, item, field, reader.GetFieldValue<byte[]>(3)) is { } text)
            {
                texts.Add((item, field), text);
            }
        }

        return new VaultTexts(texts);
    }

    private string? Open(Guid subject, Guid item, string field, byte[] sealedText)
    {
        var plain = new byte[sealedText.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        try
        {
            aes.Decrypt(
                sealedText.AsSpan(0, NonceSize), sealedText.AsSpan(NonceSize, plain.Length), sealedText.AsSpan(NonceSize + plain.Length),
                plain, Binding(subject, item, field));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Binding(Guid subject, Guid item, string field) => Encoding.UTF8.GetBytes($"{subject:N}|{item:N}|{field}");
}

/// <summary>The readable texts of one subject.</summary>
public sealed class VaultTexts(IReadOnlyDictionary<(Guid Item, string Field), string> texts)
{
    /// <summary>The text, or null when there is none or it can no longer be read.</summary>
    public string? this[Guid item, string field] => texts.GetValueOrDefault((item, field));
}
