using System.Security.Cryptography;

namespace Mediation.ServiceDefaults;

/// <summary>AES-256-GCM: nonce, ciphertext and tag in one array, bound to where it belongs.</summary>
internal static class Sealing
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    internal static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, byte[] binding)
    {
        var sealedText = new byte[NonceSize + plain.Length + TagSize];
        var nonce = sealedText.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, sealedText.AsSpan(NonceSize, plain.Length), sealedText.AsSpan(NonceSize + plain.Length), binding);
        return sealedText;
    }

    /// <returns>Null when it was tampered with, moved, or sealed under another key.</returns>
    internal static byte[]? Open(byte[] key, byte[] sealedText, byte[] binding)
    {
        if (sealedText.Length < NonceSize + TagSize)
        {
            return null;
        }

        var plain = new byte[sealedText.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(
                sealedText.AsSpan(0, NonceSize), sealedText.AsSpan(NonceSize, plain.Length), sealedText.AsSpan(NonceSize + plain.Length), plain, binding);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
