namespace Mediation.Contracts;

/// <summary>Who may use one route, and how far each role reaches on it. A caller with several roles has the reach of all of them.</summary>
/// <param name="Route">Method and path template as OpenAPI names it, such as <c>GET /api/v1/cases/{id}</c>.</param>
/// <param name="OwnUnit">Roles that reach what belongs to their unit (claim <c>unit</c>), and what no unit has taken yet in their area.</param>
/// <param name="OwnArea">Roles that reach what lies in their area (claim <c>area</c>).</param>
/// <param name="Everywhere">Roles for which the route has no rows of others: definitions, code lists, their own account.</param>
public sealed record AccessRule(
    string Route, IReadOnlyList<string> OwnUnit, IReadOnlyList<string> OwnArea, IReadOnlyList<string> Everywhere)
{
    /// <summary>No token is asked for: health, API descriptions, sign-in.</summary>
    public bool Open { get; private init; }

    /// <summary>A route for everyone.</summary>
    /// <param name="route">Method and path template.</param>
    public static AccessRule Public(string route) => new(route, [], [], []) { Open = true };

    /// <summary>Whether a caller with these roles may use the route at all.</summary>
    /// <param name="roles">The caller's.</param>
    public bool Admits(IReadOnlyCollection<string> roles) => Open || OwnUnit.Concat(OwnArea).Concat(Everywhere).Any(roles.Contains);
}
