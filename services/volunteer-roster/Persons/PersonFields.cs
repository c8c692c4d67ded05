using System.Text.RegularExpressions;

namespace Mediation.Roster.Persons;

/// <summary>Forms that several bodies ask for.</summary>
internal static partial class PersonFields
{
    internal const int MostTypes = 100;

    internal static bool IsPhone(string text) => PhoneNumber().IsMatch(text);

    internal static bool AreTypes(IReadOnlyList<string?>? codes) => codes?.All(code => code is not null && TypeCode().IsMatch(code)) != false;

    internal static bool AreLanguages(IReadOnlyList<string?>? codes) => codes?.All(code => code is not null && Language().IsMatch(code)) != false;

    internal static IReadOnlyList<string> Sorted(IReadOnlyList<string?>? codes) => [.. (codes ?? []).Select(code => code!).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("^[0-9]{2}(?:[0-9]{2})?\\z")]
    private static partial Regex TypeCode();

    [GeneratedRegex("^\\+?[0-9][0-9 ()-]{4,24}\\z")]
    private static partial Regex PhoneNumber();

    // BCP 47: languages and dialects, such as zh, nan, cmn-x-ankang.
    [GeneratedRegex("^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}\\z")]
    private static partial Regex Language();
}
