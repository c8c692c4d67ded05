namespace Mediation.Contracts;

/// <summary>What screening found about the persons of a dispute. While one stands, no joint segment is held, and there is a duty to report.</summary>
public static class ScreeningSigns
{
    /// <summary>A minor is a party, or concerned (Law on the Protection of Minors, art. 11: duty to report).</summary>
    public const string Minor = "minor";

    /// <summary>Signs of domestic violence (Anti-Domestic-Violence Law, art. 14: duty to report).</summary>
    public const string DomesticViolence = "domesticViolence";

    /// <summary>All codes.</summary>
    public static readonly IReadOnlyList<string> All = [Minor, DomesticViolence];
}
