using System.Text;

namespace Mediation.ServiceDefaults;

/// <summary>A subject's key as its holder may use it: to seal and open bytes that are no text of the vault. Immutable, thread-safe.</summary>
public sealed class SubjectKey
{
    private readonly Guid _subject;
    private readonly byte[] _key;

    internal SubjectKey(Guid subject, byte[] key) => (_subject, _key) = (subject, key);

    /// <summary>Seals bytes.</summary>
    /// <param name="plain">What to seal.</param>
    /// <param name="place">Where it belongs: it opens under the same only. Must not look like an item's id, which is how texts are bound.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, string place) => Sealing.Seal(_key, plain, Binding(place));

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <returns>Null when it was tampered with, moved, or sealed under another key.</returns>
    public byte[]? Open(byte[] sealedBytes, string place) => Sealing.Open(_key, sealedBytes, Binding(place));

    private byte[] Binding(string place) => Encoding.UTF8.GetBytes($"{_subject:N}|{place}");
}
