namespace Mediation.Intake.Disputes;

/// <summary>Names of the texts in the vault. Stored: never renamed.</summary>
internal static class VaultFields
{
    /// <summary>Between the points of a text that has several.</summary>
    internal const char Separator = '\n';

    // Under a party's id.
    internal const string Name = "name";
    internal const string Phone = "phone";
    internal const string IdNumber = "idNumber";
    internal const string Address = "address";
    internal const string ServiceAddress = "serviceAddress";
    internal const string Ethnicity = "ethnicity";
    internal const string Occupation = "occupation";
    internal const string Representative = "representative";

    // Under a party's id, only as a hash.
    internal const string StatusCode = "statusCode";

    // Under the dispute's own id.
    internal const string Place = "place";
    internal const string Summary = "summary";
    internal const string Requests = "requests";
    internal const string DelegatedBy = "delegatedBy";
    internal const string LanguageNeeds = "languageNeeds";
    internal const string Reason = "refusalReason";
    internal const string GoTo = "refusalGoTo";

    internal const string DiversionReason = "diversionReason";
    internal const string DiversionNotice = "diversionNotice";

    // Under a screening's and a hand-over's id.
    internal const string ScreeningNote = "screeningNote";
    internal const string HandOverReason = "handOverReason";

    // Under a lead's own id, beside its place; its phones are under the ids of its contacts.
    internal const string LeadText = "leadText";
    internal const string LeadNote = "leadNote";
    internal const string Coordinates = "coordinates";

    // Under an anomaly's id, and under its answer's.
    internal const string Objection = "objection";
    internal const string Answer = "answer";
}
