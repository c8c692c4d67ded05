using System.Security.Cryptography;

namespace Mediation.ServiceDefaults;

/// <summary>AES-256-GCM: nonce, ciphertext and tag in one array, bound to where it belongs. Thread-safe.</summary>
public static class Sealing
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = NonceSize + TagSize;

    /// <summary>Seals under a key of 32 bytes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="binding">Where it belongs: it opens under the same only.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, byte[] binding)
    {
        using var aes = Under(key);
        return Seal(aes, plain, binding);
    }

    internal static byte[] Seal(AesGcm aes, ReadOnlySpan<byte> plain, byte[] binding)
    {
        var sealedText = new byte[NonceSize + plain.Length + TagSize];
        var nonce = sealedText.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, sealedText.AsSpan(NonceSize, plain.Length), sealedText.AsSpan(NonceSize + plain.Length), binding);
        return sealedText;
    }

    /// <summary>Opens what <see cref="Seal(byte[], ReadOnlySpan{byte}, byte[])"/> made.</summary>
    /// <returns>Null when it was tampered with, moved, or sealed under another key.</returns>
    public static byte[]? Open(byte[] key, byte[] sealedText, byte[] binding)
    {
        using var aes = Under(key);
        var plain = new byte[Math.Max(sealedText.Length - Overhead, 0)];
        return Open(aes, sealedText, binding, plain) is null ? null : plain;
    }

    /// <summary>Seals or opens many texts under one key, one after another; setting a key up costs more than a text.</summary>
    internal static AesGcm Under(byte[] key) => new(key, TagSize);

    /// <returns>How many bytes were written to <paramref name="plain"/>, which has room for what was sealed; null as above.</returns>
    internal static int? Open(AesGcm aes, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> binding, Span<byte> plain)
    {
        if (sealedText.Length < Overhead)
        {
            return null;
        }

        var size = sealedText.Length - Overhead;
        try
        {
            aes.Decrypt(
                sealedText[..NonceSize], sealedText.Slice(NonceSize, size), sealedText[(NonceSize + size)..], plain[..size], binding);
            return size;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
