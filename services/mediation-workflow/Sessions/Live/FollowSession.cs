using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions.Live;

/// <summary>Follows a session as somebody with an account. The stream ends when the token does, or what it let see.</summary>
internal static class FollowSession
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, Guid id, StoreReader store, LiveSessions live, TokenCheck tokens, IHostApplicationLifetime host)
    {
        var found = await store.FetchForWritingAsync<Session>(id, http.RequestAborted);
        if (!found.Exists || TokenCheck.TokenOf(http) is not { } token)
        {
            return Problem.From(http, Refusal.Unknown("session"));
        }

        return new LiveStream(
            live, id, found.Version, change => change.Full,
            async state => await IsGoodAsync(tokens, token)
                && (state is not null || (await store.FetchForWritingAsync<Session>(id, http.RequestAborted)).Exists))
            .Answer(http, host);
    }

    // Without its issuer's keys nobody can say whether it is: then the caller asks anew.
    private static async ValueTask<bool> IsGoodAsync(TokenCheck tokens, string token)
    {
        try
        {
            return await tokens.CallerAsync(token) is not null;
        }
        catch (IssuerUnreachableException)
        {
            return false;
        }
    }
}
