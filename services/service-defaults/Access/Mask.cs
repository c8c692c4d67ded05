namespace Mediation.ServiceDefaults;

/// <summary>What those see who need to recognise, not to know (PIPL 6): 张*, 138****5678, 110***********1234. What is masked already stays so.</summary>
public static class Mask
{
    private const int Head = 3;
    private const int Tail = 4;

    /// <summary>A phone or ID number.</summary>
    public static string? Number(string? number) => number switch
    {
        null => null,
        { Length: > Head + Tail } => $"{number[..Head]}{new string('*', number.Length - Head - Tail)}{number[^Tail..]}",
        _ => new string('*', number.Length),
    };

    /// <summary>A person's name: its first character, and not how many follow.</summary>
    public static string? Name(string? name) => string.IsNullOrEmpty(name) ? name : $"{name.EnumerateRunes().First()}*";

    /// <summary>An address, of which no part tells nothing.</summary>
    public static string? Address(string? address) => Text(address);

    /// <summary>Free text, which may name anybody: that there is one is all it tells.</summary>
    public static string? Text(string? text) => string.IsNullOrEmpty(text) ? text : "***";
}
