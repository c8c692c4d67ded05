using Mediation.Contracts;
using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>Who sent a request, by a token that was verified. Immutable.</summary>
/// <param name="Actor">Under which the caller's deeds are recorded: the subject; of an issuer other than the suite's own, with that issuer's key before it.</param>
/// <param name="PersonId">The person's id in the roster; null for programs.</param>
/// <param name="ClientId">The program that the token was issued to.</param>
/// <param name="Roles">See <see cref="Contracts.Roles"/>.</param>
/// <param name="Units">Committees the caller belongs to.</param>
/// <param name="Areas">Prefixes of area codes, digits.</param>
/// <param name="Scopes">OAuth scopes.</param>
/// <param name="IssuedAt">When the token was issued; whole seconds.</param>
public sealed record Caller(
    string Actor, Guid? PersonId, string? ClientId, IReadOnlyList<string> Roles, IReadOnlyList<Guid> Units, IReadOnlyList<string> Areas,
    IReadOnlyList<string> Scopes, DateTimeOffset IssuedAt)
{
    /// <summary>Whether the caller has the role.</summary>
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>What the caller may see on a route.</summary>
    /// <param name="rule">The route's row in the access table.</param>
    public RowScope ScopeOn(AccessRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var byUnit = rule.OwnUnit.Any(Is);
        return rule.Everywhere.Any(Is) ? RowScope.Everything
            : new RowScope(byUnit ? Units : [], rule.OwnArea.Any(Is) ? Areas : [], byUnit ? Areas : []);
    }

    /// <summary>The caller of a request on a guarded route.</summary>
    /// <exception cref="InvalidOperationException">The route is open to everyone.</exception>
    public static Caller Of(HttpContext http) => Admission.Of(http).Caller;
}

/// <summary>
/// A caller for whom the service itself vouches, as a feature of a request that it makes within: nothing that is sent from outside has features. The
/// access table holds all the same.
/// </summary>
/// <param name="Caller">Who asks, by other proof than a token.</param>
public sealed record Vouched(Caller Caller);

/// <summary>A caller who was let in, with what is visible on this route.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Scope">Which rows.</param>
public sealed record Admission(Caller Caller, RowScope Scope)
{
    private static readonly Refusal OutsideArea =
        new("access.outsideArea", "该区划不在您的辖区内", "The area is not one of yours") { Status = StatusCodes.Status403Forbidden };

    /// <summary>Whether the caller works in the unit, and does not only look on from the area: names and addresses are shown to those.</summary>
    /// <param name="unit">The owner; null while nobody has taken it.</param>
    /// <param name="area">Digits of its area code.</param>
    public bool WorksOn(Guid? unit, string area) => (Scope with { Areas = [] }).Sees(unit, area);

    /// <summary>Why nothing new may be made in an area by this caller; null when it may.</summary>
    /// <param name="area">Digits of the area code.</param>
    public Refusal? RefusalFor(string area) => Scope.Sees(null, area) ? null : OutsideArea;

    /// <summary>Of a request on a guarded route.</summary>
    /// <exception cref="InvalidOperationException">The route is open to everyone.</exception>
    public static Admission Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Features.Get<Admission>() ?? throw new InvalidOperationException("Nobody was admitted: the route asks for no token.");
    }
}
