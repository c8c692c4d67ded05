using System.Globalization;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Methods;

/// <summary>The methods, for whoever shows steps and gates.</summary>
internal static class ReadMethods
{
    internal static IResult All() => Results.Ok(new { items = MethodCatalog.Current });

    internal static IResult One(HttpContext http, string code, string? version = null)
    {
        var method = version is null ? MethodCatalog.Find(code)
            : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? MethodCatalog.Find(code, number)
            : null;
        return method is null ? Problem.From(http, Refusal.Unknown("method")) : Results.Ok(method);
    }
}
