namespace Mediation.EventStore;

/// <summary>What a caller may see: rows of some units, rows of some areas, and rows that no unit has taken yet in some areas. Immutable.</summary>
/// <param name="Units">Owners whose rows are seen.</param>
/// <param name="Areas">Prefixes of area codes whose rows are seen, whoever owns them; the empty prefix is everything.</param>
/// <param name="UntakenAreas">Prefixes of area codes whose rows are seen as long as nobody owns them.</param>
public sealed record RowScope(IReadOnlyList<Guid> Units, IReadOnlyList<string> Areas, IReadOnlyList<string> UntakenAreas)
{
    /// <summary>Sees every row.</summary>
    public static RowScope Everything { get; } = new([], [""], []);

    /// <summary>Neither wall: only to measure what both cost. No route's row in the access table leads to it.</summary>
    internal static RowScope Unbound { get; } = new([], [""], []);

    /// <summary>Whether a row of this owner and area is seen: what the database is asked, for a row that is not stored yet.</summary>
    /// <param name="unit">The owner; null while nobody has taken it.</param>
    /// <param name="area">Digits of its area code.</param>
    public bool Sees(Guid? unit, string area) =>
        (unit is { } owner ? Units.Contains(owner) : Within(UntakenAreas, area)) || Within(Areas, area);

    private static bool Within(IReadOnlyList<string> prefixes, string area) => prefixes.Any(p => area.StartsWith(p, StringComparison.Ordinal));
}
