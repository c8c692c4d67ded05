using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Anomalies;

/// <summary>Looks for anomalies now, not half a minute after facts came. Finds what would be found anyway, so it is no command.</summary>
internal sealed record SweepAnomalies(string? Area = null, int? Year = null)
{
    private const int CityDigits = 4;
    private const int CountyDigits = 6;

    internal static async Task<IResult> HandleAsync(HttpContext http, SweepAnomalies body, AnomalySweep sweep)
    {
        AreaCode.TryParse(body.Area, out var area);
        var check = new FieldCheck()
            .That(area?.Value.Length >= CityDigits, "area", area is null ? "unknown" : "tooBroad", "请指定市或以下的区划", "A city or smaller")
            .That(body.Year is not null, "year", "required", "必填", "Required")
            .Range("year", body.Year, 1900, 2999);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        if (!Admission.Of(http).Scope.Sees(null, area!.Value.Value))
        {
            return Problem.From(http, Refusal.Unknown("area"));
        }

        // Of a township, its county: what is far above its peers needs the peers.
        var digits = area.Value.Value;
        var swept = await sweep.SweepAsync(digits[..Math.Min(CountyDigits, digits.Length)], body.Year!.Value, body.Year.Value, http.RequestAborted);
        return Results.Json(new SweepAnswer(swept), ServiceJson.Options);
    }
}

/// <param name="Slices">How many years of counties were looked at.</param>
internal sealed record SweepAnswer(int Slices);
