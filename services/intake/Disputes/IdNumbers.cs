using System.Text.RegularExpressions;

namespace Mediation.Intake.Disputes;

/// <summary>Loose checks of id numbers: a mainland one must have its check digit right, foreign documents pass as they are.</summary>
internal static partial class IdNumbers
{
    // GB 11643-1999: weights of the first 17 digits and the check characters by remainder.
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CheckCharacters = "10X98765432";

    internal static bool MayBe(string number, PartyKind? kind) =>
        Document().IsMatch(number) && (number.Length != 18 || kind == PartyKind.Organisation || HasRightCheckDigit(number));

    private static bool HasRightCheckDigit(string number)
    {
        if (!number[..17].All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = Weights.Select((weight, i) => weight * (number[i] - '0')).Sum();
        return char.ToUpperInvariant(number[17]) == CheckCharacters[sum % 11];
    }

    [GeneratedRegex("^[A-Za-z0-9()-]{4,32}\\z")]
    private static partial Regex Document();
}
