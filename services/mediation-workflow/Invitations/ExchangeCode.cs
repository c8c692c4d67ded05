using System.Security.Cryptography;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>A link's code for a short token. The first time binds the link to the browser, which must show its own secret from then on.</summary>
internal sealed record ExchangeCode(string? Code = null, string? Browser = null)
{
    private const int BrowserBits = 128;
    private const int TokenBits = 256;

    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15);

    /// <summary>The first time.</summary>
    internal static Decision Decide(Session state, Guid invitationId, DateTimeOffset now) =>
        state.LiveInvitation(invitationId, now) is not { } living ? InvitationRefusals.Unknown
        : living.OpenedAt is not null ? InvitationRefusals.OtherBrowser
        : Decision.Of(new InvitationOpened(living.Id, living.ParticipantId, now));

    internal static async Task<IResult> PostAsync(
        HttpContext http, ExchangeCode body, CommandShell shell, InvitationLinks links, InvitationGuard guard, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        // Secrets are told once: a repeat under a key must not pass for a first time.
        http.Request.Headers.Remove("Idempotency-Key");
        if (Secret.HashOf(body.Code) is not { } code || await links.FindAsync(code) is not { } link
            || await guard.AdmitAsync(http, link.Invitee) is not { } invitation)
        {
            return Problem.From(http, InvitationRefusals.Unknown);
        }

        Secret? browser = null;
        if (link.Browser is { } bound)
        {
            if (!CryptographicOperations.FixedTimeEquals(bound, Secret.HashOf(body.Browser) ?? []))
            {
                return Problem.From(http, InvitationRefusals.OtherBrowser);
            }
        }
        else
        {
            browser = Secret.Draw(BrowserBits);
            if (await OpenAsync(http, link.Invitee, body, browser, shell) is { } refused)
            {
                return refused;
            }
        }

        var (now, token) = (clock.GetUtcNow(), Secret.Draw(TokenBits));
        var expiresAt = now + TokenLife < invitation.ExpiresAt ? now + TokenLife : invitation.ExpiresAt;
        await links.AddTokenAsync(token, link.Invitee, expiresAt, now);
        return Results.Json(new ExchangeAnswer(token.Text, InvitationGuard.Scheme, expiresAt, browser?.Text), ServiceJson.Options);
    }

    /// <returns>Null when the link now belongs to this browser.</returns>
    private static async Task<IResult?> OpenAsync(HttpContext http, Invitee invitee, ExchangeCode body, Secret browser, CommandShell shell)
    {
        var result = await shell.TransactAsync<Session, ExchangeCode>(
            http, invitee.SessionId, body,
            async (transaction, state, _, now) =>
            {
                var decision = Decide(state, invitee.InvitationId, now);
                return decision.Refusal is not null || await InvitationLinks.BindAsync(transaction.Connection, invitee.InvitationId, browser)
                    ? decision
                    : InvitationRefusals.OtherBrowser;
            },
            _ => Reply.Ok(new { invitationId = invitee.InvitationId }),
            CommandKind.Append);
        return result is IStatusCodeHttpResult { StatusCode: < StatusCodes.Status300MultipleChoices } ? null : result;
    }
}

/// <param name="Token">For the header <c>Authorization: Invitation …</c>.</param>
/// <param name="Browser">To be sent along with later exchanges; told the first time only.</param>
internal sealed record ExchangeAnswer(string Token, string TokenType, DateTimeOffset ExpiresAt, string? Browser);
