using Mediation.ServiceDefaults;

namespace Mediation.Reporting.ExportLinks;

/// <summary>Nothing can be pulled from the link any more.</summary>
internal static class RevokeLink
{
    // Somebody else's does not exist.
    internal static Decision Decide(ExportLink state, string actor, DateTimeOffset now) => state.Maker?.Actor != actor ? Refusal.Unknown("link")
        : state.RevokedAt is not null ? Decision.AlreadySo
        : Decision.Of(new LinkRevoked(now));

    // Without If-Match: whatever it is by now, it shall end.
    internal static Task<IResult> DeleteAsync(HttpContext http, Guid id, CommandShell shell) => shell.AppendAsync<ExportLink, string>(
        http, id, Caller.Of(http).Actor, Decide, link => Reply.Ok(LinkView.Of(id, link, null)));
}
