namespace Mediation.Identity.Tokens;

/// <summary>Which services a scope opens.</summary>
internal static class Scopes
{
    internal const string Mediation = "mediation";
    internal const string Reporting = "reporting";
    internal const string IdentityAudience = "mediation-identity";

    private const string ReportingAudience = "mediation-reporting";

    internal static IEnumerable<string> AudiencesOf(IEnumerable<string> scopes) => scopes.SelectMany(scope => scope switch
    {
        Mediation => (string[])["mediation-intake", "mediation-workflow", "mediation-roster", ReportingAudience, IdentityAudience],
        Reporting => [ReportingAudience],
        _ => [],
    }).Distinct();
}
