using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Anomalies;

/// <summary>What is looked for, and when it is said to be there.</summary>
/// <param name="Kind">Stable code.</param>
/// <param name="Name">For people.</param>
/// <param name="Says">What is on file when it is found, and what it may well be.</param>
/// <param name="Limits">What is compared with.</param>
internal sealed record AnomalyRule(string Kind, Words Name, Words Says, IReadOnlyDictionary<string, decimal> Limits)
{
    /// <summary>Raised when a limit or the way of counting changes; ids stay.</summary>
    internal int Version { get; init; } = 1;

    internal decimal this[string limit] => Limits[limit];
}
