namespace Mediation.Reporting.ExportLinks;

/// <summary>A link as its maker sees it.</summary>
/// <param name="Id">By which it is revoked.</param>
/// <param name="Question">Path and query of what it answers.</param>
/// <param name="Url">What to pull from, at the gateway; whoever has it can. Null in the answer to a repeat: the list has it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">Nothing is pulled from then on.</param>
/// <param name="RevokedAt">Nor from then on; null while it was not revoked.</param>
internal sealed record LinkView(
    Guid Id, string Question, string? Url, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    internal static string PathOf(Guid id) => $"/api/v1/exports/links/{id}";

    internal static LinkView Of(Guid id, ExportLink link, string? signature) => new(
        id, link.Question, signature is null ? null : $"/api/v1/exports/pulls/{id}?signature={signature}", link.MadeAt, link.ExpiresAt, link.RevokedAt);
}
