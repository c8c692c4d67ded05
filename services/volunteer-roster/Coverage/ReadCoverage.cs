using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Coverage;

/// <summary>How many units of an area have whom they must have, and which have not.</summary>
internal static class ReadCoverage
{
    private const int MostShown = 200;

    /// <param name="http">The request.</param>
    /// <param name="store">Who asks.</param>
    /// <param name="clock">For the day, when none is given.</param>
    /// <param name="area">One of the caller's.</param>
    /// <param name="on">Today when missing.</param>
    internal static async Task<IResult> HandleAsync(HttpContext http, StoreReader store, TimeProvider clock, string? area = null, DateOnly? on = null)
    {
        var within = AreaCode.TryParse(area, out var parsed) ? parsed.Value.Value : null;
        var check = new FieldCheck().That(within is not null, "area", "malformed", "区划代码有误", "Not an area code");
        if ((check.Refusal ?? Admission.Of(http).RefusalFor(within!)) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var day = on ?? ChinaTime.DayOf(clock.GetUtcNow());
        var units = await UnitQueries.ReadAsync(store, within!, day, http.RequestAborted);
        return Results.Json(Of(within!, day, units), ServiceJson.Options);
    }

    internal static CoverageRead Of(string area, DateOnly day, IReadOnlyList<UnitPresence> units) => new(
        area, day,
        [.. Enum.GetValues<UnitKind>().Select(kind => KindOf(kind, [.. units.Where(u => u.Kind == kind)]))],
        [.. units.Where(u => u.Missing > 0).Take(MostShown)]);

    private static KindCoverage KindOf(UnitKind kind, IReadOnlyList<UnitPresence> units)
    {
        var (role, required) = Duties.Of(kind);
        return new KindCoverage(kind, $"{char.ToLowerInvariant($"{role}"[0])}{$"{role}"[1..]}", required, units.Count, units.Count(u => u.Missing == 0));
    }
}

/// <param name="Area">Asked for.</param>
/// <param name="On">As of which day.</param>
/// <param name="Kinds">Villages and courtyards.</param>
/// <param name="Uncovered">Units that lack somebody, 200 at most.</param>
internal sealed record CoverageRead(string Area, DateOnly On, IReadOnlyList<KindCoverage> Kinds, IReadOnlyList<UnitPresence> Uncovered);

/// <param name="Kind">village or courtyard.</param>
/// <param name="Duty">Whom each must have.</param>
/// <param name="Required">How many.</param>
/// <param name="Units">Units there are.</param>
/// <param name="Covered">Of them, those that have all.</param>
internal sealed record KindCoverage(UnitKind Kind, string Duty, int Required, int Units, int Covered);

/// <param name="Id">The unit.</param>
/// <param name="Kind">village or courtyard.</param>
/// <param name="AreaCode">Its village.</param>
/// <param name="Number">Of a courtyard.</param>
/// <param name="Present">How many it has.</param>
internal sealed record UnitPresence(Guid Id, UnitKind Kind, string AreaCode, int? Number, int Present)
{
    /// <summary>How many are missing.</summary>
    public int Missing => Math.Max(0, Duties.Of(Kind).Required - Present);
}
