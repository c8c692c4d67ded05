using System.Text.Json.Serialization;

namespace Mediation.ServiceDefaults;

/// <summary>Problem details (RFC 9457) with the suite's members.</summary>
/// <param name="Type">Always <c>about:blank</c>; <paramref name="Code"/> tells refusals apart.</param>
/// <param name="Title">Text in the caller's language.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Missing">What a gate lacks.</param>
/// <param name="Errors">Fields at fault.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Missing = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemField>? Errors = null)
{
    /// <summary>The refusal in the caller's language.</summary>
    public static IResult From(HttpContext http, Refusal refusal) =>
        Results.Json(Of(http, refusal), ServiceJson.Options, "application/problem+json", refusal.Status);

    /// <summary>The same as a value, for an answer that holds several.</summary>
    public static Problem Of(HttpContext http, Refusal refusal)
    {
        var english = PrefersEnglish(http);
        var errors = refusal.Errors.Select(e => new ProblemField(e.Field, e.Code, english ? e.En : e.Zh)).ToList();
        return new Problem(
            "about:blank", english ? refusal.En : refusal.Zh, refusal.Status, refusal.Code,
            refusal.Missing.Count > 0 ? refusal.Missing : null, errors.Count > 0 ? errors : null);
    }

    /// <summary>Chinese unless the caller ranks English first.</summary>
    public static bool PrefersEnglish(HttpContext http)
    {
        var first = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault();
        return first?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>A field at fault, in the caller's language.</summary>
/// <param name="Field">JSON path.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Text">Text for a person.</param>
public sealed record ProblemField(string Field, string Code, string Text);
