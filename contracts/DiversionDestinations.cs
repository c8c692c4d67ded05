namespace Mediation.Contracts;

/// <summary>Where a dispute or a lead is sent that is not mediated here (分流; M25).</summary>
public static class DiversionDestinations
{
    /// <summary>A court: to be sued, or accepted there already.</summary>
    public const string Court = "court";

    /// <summary>Commercial arbitration.</summary>
    public const string Arbitration = "arbitration";

    /// <summary>Arbitration of labour disputes.</summary>
    public const string LabourArbitration = "labourArbitration";

    /// <summary>A petition office (信访).</summary>
    public const string PetitionOffice = "petitionOffice";

    /// <summary>The police: an offence, or a danger.</summary>
    public const string Police = "police";

    /// <summary>A procuratorate.</summary>
    public const string Procuratorate = "procuratorate";

    /// <summary>Another agency, such as housing, land or environment (行政机关).</summary>
    public const string Administrative = "administrative";

    /// <summary>Industry or professional mediation (medical, traffic, property).</summary>
    public const string ProfessionalMediation = "professionalMediation";

    /// <summary>Anywhere else.</summary>
    public const string Other = "other";

    /// <summary>All codes.</summary>
    public static readonly IReadOnlyList<string> All =
        [Court, Arbitration, LabourArbitration, PetitionOffice, Police, Procuratorate, Administrative, ProfessionalMediation, Other];
}
