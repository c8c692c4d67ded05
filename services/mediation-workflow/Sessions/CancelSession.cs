using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Calls a session off, with a reason. Its links still open, and say so.</summary>
internal sealed record CancelSession(string? Reason = null)
{
    internal static Decision Decide(Session state, CancelSession command, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.CancelledAt is not null ? Decision.AlreadySo
            : state.Over is { } over ? over
            : state.HasBegun ? SessionRefusals.Begun
            : Decision.Of(new SessionCancelled(now)).Sealing(state.Id, "cancellation", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, CancelSession body, CommandShell shell) =>
        shell.ChangeAsync<Session, CancelSession>(
            http, id, body, Decide, state => Reply.Ok(new { id, cancelledAt = state.CancelledAt }));
}
