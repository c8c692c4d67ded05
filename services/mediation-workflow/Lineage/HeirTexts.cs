namespace Mediation.Workflow.Lineage;

/// <summary>Names of an heir's texts in the vault, under its id. Stored: never renamed.</summary>
internal static class HeirTexts
{
    internal const string Name = "name";
    internal const string Phone = "phone";
    internal const string IdNumber = "idNumber";
    internal const string Address = "address";
    internal const string ServiceAddress = "serviceAddress";
    internal const string Ethnicity = "ethnicity";
    internal const string Occupation = "occupation";
    internal const string Representative = "representative";
}
