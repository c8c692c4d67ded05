namespace Mediation.Reporting.Effectiveness;

/// <summary>Cases that are alike in all that is looked at, by the method they were worked with.</summary>
/// <param name="Method">Its code; none before one was chosen.</param>
/// <param name="Type">The dispute type.</param>
/// <param name="Colour">The risk; none before it was assessed.</param>
/// <param name="CrossArea">Whether it reaches over borders of areas.</param>
/// <param name="Amount">Band of yuan in dispute.</param>
/// <param name="Persons">Band of persons affected.</param>
/// <param name="Cases">Denominator of M04.</param>
/// <param name="Agreed">Numerator of M04.</param>
internal sealed record Stratum(
    string Method, string Type, string Colour, bool CrossArea, string Amount, string Persons, decimal Cases, decimal Agreed)
{
    private const int ClassDigits = 2;

    internal string TypeClass => Type.Length > ClassDigits && char.IsAsciiDigit(Type[0]) ? Type[..ClassDigits] : Type;

    /// <summary>
    /// Within what methods are compared: type and risk decide most of how a case goes. With more of them, few strata would have cases of two
    /// methods at all.
    /// </summary>
    internal StratumKey Key => new(TypeClass, Colour);
}

internal readonly record struct StratumKey(string Type, string Colour);
