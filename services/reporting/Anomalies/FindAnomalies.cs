namespace Mediation.Reporting.Anomalies;

/// <summary>Everything that is found in a slice, by every rule. Of the slice alone: no clock, no order.</summary>
internal static class FindAnomalies
{
    internal static List<Finding> In(Slice slice) =>
    [
        .. Concentrations.In(slice), .. SharedSigns.In(slice), .. SingleSigns.In(slice), .. FullRates.In(slice), .. MonthEnds.In(slice),
    ];
}
