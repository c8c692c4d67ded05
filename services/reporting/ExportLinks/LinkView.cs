namespace Mediation.Reporting.ExportLinks;

/// <summary>A link as its maker sees it.</summary>
/// <param name="Url">What to pull from, at the gateway; whoever has it can. Null in the answer to a repeat: the list has it.</param>
internal sealed record LinkView(
    Guid Id, string Question, string? Url, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    internal static string PathOf(Guid id) => $"/api/v1/exports/links/{id}";

    internal static LinkView Of(Guid id, ExportLink link, string? signature) => new(
        id, link.Question, signature is null ? null : $"/api/v1/exports/pulls/{id}?signature={signature}", link.MadeAt, link.ExpiresAt, link.RevokedAt);
}
