namespace Mediation.Intake.Disputes;

/// <summary>Names of the texts in the vault. Stored: never renamed.</summary>
internal static class VaultFields
{
    // Under a party's id.
    internal const string Name = "name";
    internal const string Phone = "phone";
    internal const string IdNumber = "idNumber";
    internal const string Address = "address";

    // Under a party's id, only as a hash.
    internal const string StatusCode = "statusCode";

    // Under the dispute's own id.
    internal const string Place = "place";
    internal const string Summary = "summary";
    internal const string Reason = "refusalReason";
    internal const string GoTo = "refusalGoTo";

    // Under an anomaly's id, and under its answer's.
    internal const string Objection = "objection";
    internal const string Answer = "answer";
}
