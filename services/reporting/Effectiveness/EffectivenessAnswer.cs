using System.Text.Json.Serialization;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Effectiveness;

/// <summary>How cases went by method, beside what cases they were. In the order of the methods' codes: no ranking.</summary>
/// <remarks>
/// Metrics: Definitions of the figures. Adjusted: How the adjusted rate is made. Caution: What must not be read out of it. Mix: Of all
/// cases.
/// </remarks>
internal sealed record EffectivenessAnswer(
    IReadOnlyList<FigureDefinition> Metrics, AdjustedDefinition Adjusted, Words Caution, string Area, DateOnly From, DateOnly To,
    DateTimeOffset AsOf, string GroupBy, decimal? Cases, IReadOnlyList<string> Flags, CaseMix? Mix, IReadOnlyList<MethodAnswer> Methods)
{
    /// <summary>The strata of the adjusted rate; for those of the area alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StratumAnswer>? Strata { get; init; }
}

internal sealed record FigureDefinition(string Metric, int DefinitionVersion, Words Name, Words Numerator, Words? Denominator, string Cohort)
{
    internal static FigureDefinition Of(Metric m) => new(m.Code, m.Version, m.Name, m.Numerator.Words, m.Denominator?.Words, m.Cohort.Name);
}

internal sealed record AdjustedDefinition(int DefinitionVersion, Words Method, IReadOnlyList<string> StrataBy, int FewestInStratum)
{
    internal static readonly AdjustedDefinition Current = new(
        1,
        new("直接标准化：以全部案件在各层（纠纷大类×风险颜色）的构成为权重，加权该工作法各层的成功率",
            "Direct standardisation: the method's rates per stratum (class of type by risk colour), weighted as all cases are mixed"),
        ["typeClass", "colour"], Standardisation.FewestInStratum);
}

/// <remarks>
/// Cases: Denominator of M04. Agreed: Numerator of M04. Rate: M04 as it is. MedianDays: M18. Rebound: M12. Adjusted: M04 as it would be
/// with all cases' mix; null where the group is hidden.
/// </remarks>
internal sealed record MethodAnswer(
    string Method, string? Type, decimal? Cases, decimal? Agreed, decimal? Rate, decimal? Percent, IReadOnlyList<string> Flags, decimal? MedianDays,
    RateAnswer? Rebound, AdjustedRate? Adjusted, CaseMix? Mix);

internal sealed record RateAnswer(decimal? Numerator, decimal? Denominator, decimal? Value, IReadOnlyList<string> Flags);

/// <remarks>
/// Type: Class of type; the type itself where methods are compared type by type. Share: Of all cases: the weight.
/// </remarks>
internal sealed record StratumAnswer(string Type, string Colour, decimal Cases, decimal? Share, IReadOnlyList<StratumOfMethod> Methods);

/// <remarks>
/// Flags: smallNumbers where fewer than five.
/// </remarks>
internal sealed record StratumOfMethod(string Method, decimal Cases, decimal Agreed, decimal? Rate, IReadOnlyList<string> Flags);
