using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>
/// Lets invitees through to the routes below it, and nobody else: by a token of ours that no other route looks at, while the session still
/// holds the invitation. So a revoked or delegated one is dead at the next request.
/// </summary>
internal sealed class InvitationGuard(InvitationLinks links, EventStore.EventStore store, TimeProvider clock)
{
    internal const string Scheme = "Invitation";

    internal static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (await http.RequestServices.GetRequiredService<InvitationGuard>().AdmitAsync(http))
        {
            return await next(context);
        }

        http.Response.Headers.WWWAuthenticate = Scheme;
        return Problem.From(http, InvitationRefusals.NoToken);
    }

    /// <returns>Whether the request's token is still good, and its invitation lives.</returns>
    internal async Task<bool> AdmitAsync(HttpContext http) =>
        Secret.HashOf(TokenOf(http)) is { } hash && await links.FindTokenAsync(hash, clock.GetUtcNow()) is { } invitee
        && await AdmitAsync(http, invitee) is not null;

    /// <summary>Makes the invitee the request's caller, who sees what the case's unit sees: handlers read the invitee's session and no other.</summary>
    /// <returns>Null when the invitation lives no more.</returns>
    internal async Task<Invitation?> AdmitAsync(HttpContext http, Invitee invitee)
    {
        var now = clock.GetUtcNow();
        var session = await store.FetchForWritingAsync<Session>(invitee.SessionId, http.RequestAborted);
        if (session.State.LiveInvitation(invitee.InvitationId, now) is not { } invitation)
        {
            return null;
        }

        var file = await store.FetchForWritingAsync<Case>(session.State.CaseId, http.RequestAborted);
        http.Features.Set(new Admission(
            new Caller($"invitation:{invitee.ParticipantId}", null, null, [], [], [], [], now), new RowScope([file.State.CommitteeId], [], [])));
        http.Features.Set(invitee);
        return invitation;
    }

    // Two headers are a contradiction, not a choice.
    private static string? TokenOf(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } value] && value.StartsWith($"{Scheme} ", StringComparison.OrdinalIgnoreCase)
            ? value[(Scheme.Length + 1)..].Trim()
            : null;
}

/// <summary>Whom a link is for.</summary>
internal sealed record Invitee(Guid InvitationId, Guid SessionId, Guid ParticipantId)
{
    /// <summary>Of a request that the guard let through.</summary>
    internal static Invitee Of(HttpContext http) => http.Features.Get<Invitee>() ?? throw new InvalidOperationException("No invitee was admitted.");
}
