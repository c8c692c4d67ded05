using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.ExportLinks;

/// <summary>Made by whom, with the roles and areas of then: the link never sees more, and dies when anything about its maker changes.</summary>
/// <param name="Actor">Who.</param>
/// <param name="ClientId">The program in between.</param>
/// <param name="Roles">Of those that read figures for a bureau.</param>
/// <param name="Areas">Prefixes of area codes.</param>
/// <param name="IssuedAt">Of the token that it was made with.</param>
internal sealed record Maker(
    string Actor, string? ClientId, IReadOnlyList<string> Roles, IReadOnlyList<string> Areas, DateTimeOffset IssuedAt)
{
    internal Caller Caller => new(Actor, null, ClientId, Roles, [], Areas, [], IssuedAt);
}

internal sealed record LinkMade(Maker Maker, string Question, DateTimeOffset ExpiresAt, DateTimeOffset At);

internal sealed record LinkRevoked(DateTimeOffset At);

/// <summary>An address from which one answer can be pulled without a token, until it expires.</summary>
/// <param name="Maker">Null before there is one.</param>
/// <param name="Question">Path and query of the route that answers.</param>
/// <param name="Area">The maker's, as a prefix; the first of several.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">Nothing is pulled from then on.</param>
/// <param name="RevokedAt">Nor from then on; null while it was not revoked.</param>
internal sealed record ExportLink(Maker? Maker, string Question, string Area, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
    : IAggregate<ExportLink>
{
    private static readonly Refusal Revoked = new("link.revoked", "该链接已被撤销", "The link was revoked") { Status = StatusCodes.Status403Forbidden };
    private static readonly Refusal Expired = new("link.expired", "该链接已过期", "The link has expired") { Status = StatusCodes.Status403Forbidden };

    public static ExportLink Initial { get; } = new(null, "", "", default, default, null);

    public ExportLink Evolve(object @event) => @event switch
    {
        LinkMade e => new(e.Maker, e.Question, e.Maker.Areas.FirstOrDefault() ?? "", e.At, e.ExpiresAt, null),
        LinkRevoked e => this with { RevokedAt = e.At },
        _ => this,
    };

    /// <summary>Why nothing can be pulled any more; null while it can.</summary>
    internal Refusal? RefusalAt(DateTimeOffset now) => RevokedAt is not null ? Revoked : now >= ExpiresAt ? Expired : null;
}
