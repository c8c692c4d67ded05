using System.Security.Cryptography;

namespace Mediation.ServiceDefaults;

/// <summary>The keys that wrap the vault's data keys; kept outside the database. Immutable, thread-safe.</summary>
public sealed class MasterKeys
{
    private const int KeySize = 32;

    private readonly IReadOnlyList<(string Id, byte[] Key)> _keys;

    /// <summary>Reads keys in base64, one a line, 32 bytes each. The first wraps; the others still unwrap what was wrapped before a rotation.</summary>
    /// <param name="lines">The file's lines; empty ones are passed over.</param>
    /// <exception cref="InvalidDataException">There is no key, or one is not 32 bytes in base64.</exception>
    public MasterKeys(IEnumerable<string> lines)
    {
        _keys = [.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(Read)];
        if (_keys.Count == 0)
        {
            throw new InvalidDataException("The vault's key file has no key.");
        }
    }

    /// <summary>Name of the key that wraps: the start of its hash, so that no name has to be kept.</summary>
    public string Current => _keys[0].Id;

    /// <summary>Wraps a data key by the current master key.</summary>
    /// <param name="key">The data key.</param>
    /// <param name="binding">What the key is for; it unwraps under the same only.</param>
    public byte[] Wrap(byte[] key, byte[] binding) => Sealing.Seal(_keys[0].Key, key, binding);

    /// <summary>Unwraps a data key.</summary>
    /// <param name="master">Name of the master key that wrapped it.</param>
    /// <param name="wrapped">What <see cref="Wrap"/> made.</param>
    /// <param name="binding">What the key is for.</param>
    /// <exception cref="InvalidOperationException">The file has no such master key, or what is wrapped was tampered with.</exception>
    public byte[] Unwrap(string master, byte[] wrapped, byte[] binding)
    {
        var key = _keys.FirstOrDefault(k => k.Id == master).Key ?? throw new InvalidOperationException($"The vault's key file has no key {master}.");
        return Sealing.Open(key, wrapped, binding) ?? throw new InvalidOperationException("A wrapped data key was tampered with.");
    }

    private static (string, byte[]) Read(string line)
    {
        var key = new byte[KeySize];
        return Convert.TryFromBase64String(line.Trim(), key, out var length) && length == KeySize
            ? (Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8)), key)
            : throw new InvalidDataException("The vault's key file has a line that is not 32 bytes in base64.");
    }
}
