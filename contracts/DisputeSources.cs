namespace Mediation.Contracts;

/// <summary>How a dispute came in; the sources of the justice-style sheet (S2).</summary>
public static class DisputeSources
{
    /// <summary>Found by the committee, a grid worker or a volunteer on their own (own initiative; M15).</summary>
    public const string Proactive = "proactive";

    /// <summary>A party applied, orally or in writing.</summary>
    public const string Application = "application";

    /// <summary>Passed on by a petition office.</summary>
    public const string PetitionOffice = "petitionOffice";

    /// <summary>Delegated by a court.</summary>
    public const string Court = "court";

    /// <summary>Passed on by the police (a call, a station desk).</summary>
    public const string Police = "police";

    /// <summary>Passed on by a procuratorate.</summary>
    public const string Procuratorate = "procuratorate";

    /// <summary>Any other way.</summary>
    public const string Other = "other";

    /// <summary>All codes.</summary>
    public static readonly IReadOnlyList<string> All = [Proactive, Application, PetitionOffice, Court, Police, Procuratorate, Other];
}
