namespace Mediation.Reporting.Metrics;

/// <summary>One way to break cells down, and the levels of areas that have such cells.</summary>
/// <param name="Name">Column of <c>disputes</c>; empty for all together.</param>
/// <param name="Levels">Digits of the areas. Below a county its rows are few enough to count.</param>
internal sealed record Axis(string Name, IReadOnlyList<int> Levels)
{
    internal const string Committee = "committee";

    internal static readonly IReadOnlyList<Axis> All =
    [
        new("", [2, 4, 6, 9, 12]),
        new("type", [2, 4, 6]),
        new("source", [2, 4, 6]),
        new("method", [2, 4, 6]),
        new("outcome", [2, 4, 6]),
        // A committee lies in one county: there a province has as many of its cells as it would have itself.
        new(Committee, [6]) { WithAreasAbove = true },
    ];

    /// <summary>Whether a dispute known of a larger area only is kept beside the cells of the smaller ones.</summary>
    internal bool WithAreasAbove { get; init; }
}
