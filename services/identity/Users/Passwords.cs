using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Mediation.Identity.Users;

/// <summary>What a password must be, and new ones for people who got none yet.</summary>
internal static class Passwords
{
    internal const int Least = 12;
    private const int Most = 200;

    // Without letters and digits that look alike: these are read aloud and typed from paper.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";

    private static readonly FrozenSet<string> _common = ReadCommon();

    internal static bool IsGood(string password, string userName) =>
        password.Length is >= Least and <= Most
        && !_common.Contains(password.ToLowerInvariant())
        && password.Distinct().Count() > 4
        && !password.Contains(userName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Twenty characters, over a hundred bits.</summary>
    internal static string New() => RandomNumberGenerator.GetString(Alphabet, 20);

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(Passwords).Assembly.GetManifestResourceStream("Mediation.Identity.Users.common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
