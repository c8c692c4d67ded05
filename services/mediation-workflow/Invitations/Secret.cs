using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Mediation.Workflow.Invitations;

/// <summary>A random text that its holder is told once; only its hash is kept. No record, so that nothing prints it by accident.</summary>
internal sealed class Secret
{
    private const int Longest = 64;

    private Secret(string text) => Text = text;

    /// <summary>base64url.</summary>
    internal string Text { get; }

    internal byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    internal static Secret Draw(int bits) => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bits / 8)));

    /// <returns>Null for what cannot be one.</returns>
    internal static byte[]? HashOf(string? text) => text is { Length: > 0 and <= Longest } ? new Secret(text).Hash : null;
}
