using System.Security.Cryptography;

namespace Mediation.Intake.Status;

/// <summary>A code by which a party without an account is known: 80 random bits, made to be read aloud and copied by hand.</summary>
internal static class PartyCode
{
    // Crockford's base 32. Without 0, 1, I, L and O only 31 letters and digits would be left: here O is read as 0, I and L as 1.
    internal const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 16;
    private const int Group = 4;

    internal static string New() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(Group).Select(group => new string(group)));

    /// <summary>The form that is hashed, of whatever was typed.</summary>
    internal static string Normal(string typed) =>
        string.Concat(typed.Where(c => c is not ('-' or ' ')).Select(char.ToUpperInvariant)).Replace('O', '0').Replace('I', '1').Replace('L', '1');
}
