using System.Diagnostics.CodeAnalysis;

namespace Mediation.Contracts;

/// <summary>An administrative area (行政区划): 2 digits province, 4 city, 6 county, 9 township, 12 village, 15 grid. Stored without padding zeros.</summary>
public readonly record struct AreaCode
{
    private static readonly int[] Lengths = [2, 4, 6, 9, 12, 15];

    private AreaCode(string value) => Value = value;

    /// <summary>The digits, 2 to 15 of them.</summary>
    public string Value { get; }

    /// <summary>The area it belongs to; null for a province.</summary>
    public AreaCode? Parent => Value.Length == 2 ? null : new AreaCode(Value[..Lengths[Array.IndexOf(Lengths, Value.Length) - 1]]);

    /// <summary>Number of digits of the areas one level down; 0 for a grid.</summary>
    public int ChildLength => Value.Length == 15 ? 0 : Lengths[Array.IndexOf(Lengths, Value.Length) + 1];

    /// <summary>Itself and all areas above it, province first.</summary>
    public IEnumerable<AreaCode> WithAncestors()
    {
        var value = Value;
        return Lengths.Where(length => length <= value.Length).Select(length => new AreaCode(value[..length]));
    }

    /// <summary>Whether the other area is this one or lies in it.</summary>
    public bool Contains(AreaCode other) => other.Value.StartsWith(Value, StringComparison.Ordinal);

    /// <summary>Reads a code, with or without padding zeros (610981113000 is 610981113).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AreaCode? area)
    {
        area = null;
        if (text is null || !Lengths.Contains(text.Length) || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        var end = text.Length;
        foreach (var length in Lengths.Where(l => l < text.Length).Reverse())
        {
            if (text.AsSpan(length, end - length).ContainsAnyExcept('0'))
            {
                break;
            }

            end = length;
        }

        area = text[..2] == "00" ? null : new AreaCode(text[..end]);
        return area is not null;
    }

    /// <summary>The digits.</summary>
    public override string ToString() => Value;
}
