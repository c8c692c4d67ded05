namespace Mediation.Contracts;

/// <summary>How a round ends (domain: Ending). All but A need a notice naming the other remedies.</summary>
public static class Endings
{
    /// <summary>Agreement, written or oral.</summary>
    public const string Agreement = "A";

    /// <summary>Settled between the parties and withdrawn.</summary>
    public const string Withdrawn = "W";

    /// <summary>A party cannot be reached.</summary>
    public const string PartyUnreachable = "P";

    /// <summary>One side is unwilling (PML 17).</summary>
    public const string Unwilling = "U";

    /// <summary>The gap is too wide.</summary>
    public const string GapTooWide = "G";

    /// <summary>Time is over and was not extended.</summary>
    public const string TimeOver = "T";

    /// <summary>A party refuses to sign.</summary>
    public const string RefusesToSign = "S";

    /// <summary>Suspected collusion or hidden facts.</summary>
    public const string Collusion = "C";

    /// <summary>Referred to another organ.</summary>
    public const string Referred = "R";

    /// <summary>Other, with text.</summary>
    public const string Other = "O";

    /// <summary>All codes.</summary>
    public static readonly IReadOnlyList<string> All =
        [Agreement, Withdrawn, PartyUnreachable, Unwilling, GapTooWide, TimeOver, RefusesToSign, Collusion, Referred, Other];
}
