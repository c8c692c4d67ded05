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

    internal byte[] CurrentKey => _keys[0].Key;

    internal byte[]? Find(string id) => _keys.FirstOrDefault(k => k.Id == id).Key;

    private static (string, byte[]) Read(string line)
    {
        var key = new byte[KeySize];
        return Convert.TryFromBase64String(line.Trim(), key, out var length) && length == KeySize
            ? (Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8)), key)
            : throw new InvalidDataException("The vault's key file has a line that is not 32 bytes in base64.");
    }
}
