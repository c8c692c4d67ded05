namespace Mediation.Client;

/// <summary>How cases went by method, beside what cases they were. In the order of the methods' codes: no ranking.</summary>
public sealed record EffectivenessAnswer : AreaAnswer
{
    /// <summary>Definitions of the figures.</summary>
    public required IReadOnlyList<FigureDefinition> Metrics { get; init; }

    /// <summary>How the adjusted rate is made.</summary>
    public required AdjustedDefinition Adjusted { get; init; }

    /// <summary>What must not be read out of it.</summary>
    public required Words Caution { get; init; }

    /// <summary><c>method</c>, or <c>method,type</c>.</summary>
    public required string GroupBy { get; init; }

    /// <summary>Cases of all methods; null where they are hidden.</summary>
    public decimal? Cases { get; init; }

    /// <summary>Of all cases; null where they are hidden.</summary>
    public CaseMix? Mix { get; init; }

    /// <summary>By method.</summary>
    public required IReadOnlyList<MethodAnswer> Methods { get; init; }

    /// <summary>The strata of the adjusted rate; null for those outside the area.</summary>
    public IReadOnlyList<StratumAnswer>? Strata { get; init; }
}

/// <summary>How rates are made comparable.</summary>
/// <param name="DefinitionVersion">Raised when it is done otherwise.</param>
/// <param name="Method">In words.</param>
/// <param name="StrataBy">What strata are told apart by.</param>
/// <param name="FewestInStratum">A rate of fewer cases says little.</param>
public sealed record AdjustedDefinition(int DefinitionVersion, Words Method, IReadOnlyList<string> StrataBy, int FewestInStratum);

/// <summary>A rate and what it is made of.</summary>
public sealed record RateAnswer : FigureAnswer;

/// <summary>The rate that a method would have with all cases' mix.</summary>
/// <param name="Value">4 places.</param>
/// <param name="Percent">2 places.</param>
/// <param name="Covered">Share of all cases in strata in which the method has some.</param>
/// <param name="Flags"><c>smallNumbers</c>, <c>partlyCovered</c>, <c>notComparable</c>, <c>emptyDenominator</c>.</param>
public sealed record AdjustedRate(decimal? Value, decimal? Percent, decimal? Covered, IReadOnlyList<string> Flags);

/// <summary>One method, or one of its types.</summary>
public sealed record MethodAnswer
{
    /// <summary>Its code.</summary>
    public required string Method { get; init; }

    /// <summary>Where methods are compared type by type.</summary>
    public string? Type { get; init; }

    /// <summary>Cases closed (denominator of M04).</summary>
    public decimal? Cases { get; init; }

    /// <summary>Of them with an agreement (numerator of M04).</summary>
    public decimal? Agreed { get; init; }

    /// <summary>M04 as it is, 4 places.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The same in percent.</summary>
    public decimal? Percent { get; init; }

    /// <summary>Such as <c>smallNumbers</c>, <c>suppressed</c>.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>M18.</summary>
    public decimal? MedianDays { get; init; }

    /// <summary>M12.</summary>
    public RateAnswer? Rebound { get; init; }

    /// <summary>Null where the group is hidden.</summary>
    public AdjustedRate? Adjusted { get; init; }

    /// <summary>Of its cases; null where the group is hidden.</summary>
    public CaseMix? Mix { get; init; }
}

/// <summary>Of what kinds cases are.</summary>
/// <param name="Type">By class of type.</param>
/// <param name="Colour">By risk.</param>
/// <param name="CrossArea">Within one area, or across.</param>
/// <param name="Amount">By bands of yuan.</param>
/// <param name="Persons">By bands of persons.</param>
public sealed record CaseMix(
    IReadOnlyList<MixShare> Type, IReadOnlyList<MixShare> Colour, IReadOnlyList<MixShare> CrossArea, IReadOnlyList<MixShare> Amount,
    IReadOnlyList<MixShare> Persons);

/// <summary>A part of the cases.</summary>
/// <param name="Key">Code or band.</param>
/// <param name="Name">For people; null where a code list has it.</param>
/// <param name="Cases">How many; null where they are hidden.</param>
/// <param name="Share">Of all of them.</param>
public sealed record MixShare(string Key, string? Name, decimal? Cases, decimal? Share);

/// <summary>Cases that are alike, of all methods.</summary>
/// <param name="Type">Class of type; the type itself where methods are compared type by type.</param>
/// <param name="Colour">Risk.</param>
/// <param name="Cases">How many.</param>
/// <param name="Share">Of all cases: the weight.</param>
/// <param name="Methods">By method.</param>
public sealed record StratumAnswer(string Type, string Colour, decimal Cases, decimal? Share, IReadOnlyList<StratumOfMethod> Methods);

/// <summary>Cases that are alike, of one method.</summary>
/// <param name="Method">Its code.</param>
/// <param name="Cases">How many.</param>
/// <param name="Agreed">Of them with an agreement.</param>
/// <param name="Rate">4 places.</param>
/// <param name="Flags"><c>smallNumbers</c> where there are few.</param>
public sealed record StratumOfMethod(string Method, decimal Cases, decimal Agreed, decimal? Rate, IReadOnlyList<string> Flags);
