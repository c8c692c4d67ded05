using Mediation.Contracts;

namespace Mediation.Identity.Tokens;

/// <summary>Which services a scope opens.</summary>
internal static class Scopes
{
    internal const string Mediation = "mediation";
    internal const string Reporting = "reporting";

    internal static IEnumerable<string> AudiencesOf(IEnumerable<string> scopes) => scopes.SelectMany(scope => scope switch
    {
        Mediation => Audiences.All,
        Reporting => [Audiences.Reporting],
        _ => [],
    }).Distinct();
}
