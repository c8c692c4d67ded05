using System.Security.Cryptography;
using System.Text;

namespace Mediation.Identity.Keys;

/// <summary>
/// The vault's master keys, in the file and under the names of the other services (<see cref="ServiceDefaults.MasterKeys"/>), used to wrap
/// this service's one key.
/// </summary>
internal sealed class MasterKeyFile(IEnumerable<string> lines)
{
    private const int KeySize = 32;

    private readonly List<(string Id, byte[] Key)> _keys = [.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(Read)];

    internal string Current => _keys.Count > 0 ? _keys[0].Id : throw new InvalidDataException("The vault's key file has no key.");

    internal byte[] Wrap(byte[] key, string binding) => AesGcmSeal.Seal(_keys[0].Key, key, binding);

    /// <exception cref="InvalidOperationException">The file lacks the key, or what is wrapped was tampered with.</exception>
    internal byte[] Unwrap(string master, byte[] wrapped, string binding)
    {
        var key = _keys.Find(k => k.Id == master).Key ?? throw new InvalidOperationException($"The vault's key file has no key {master}.");
        return AesGcmSeal.Open(key, wrapped, binding);
    }

    private static (string, byte[]) Read(string line)
    {
        var key = new byte[KeySize];
        return Convert.TryFromBase64String(line.Trim(), key, out var length) && length == KeySize
            ? (Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8)), key)
            : throw new InvalidDataException("The vault's key file has a line that is not 32 bytes in base64.");
    }
}

/// <summary>AES-256-GCM: nonce, ciphertext and tag in one array, bound to where it belongs.</summary>
internal static class AesGcmSeal
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    internal static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string binding)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(binding));
        return box;
    }

    /// <exception cref="InvalidOperationException">It was tampered with, moved, or sealed under another key.</exception>
    internal static byte[] Open(byte[] key, byte[] box, string binding)
    {
        if (box.Length < NonceSize + TagSize)
        {
            throw new InvalidOperationException($"What is sealed as {binding} is too short.");
        }

        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(
                box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), plain, Encoding.UTF8.GetBytes(binding));
            return plain;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidOperationException($"What is sealed as {binding} was tampered with.", e);
        }
    }
}
