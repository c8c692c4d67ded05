using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>A signal was wrong or is over; it stays in the history with the reason.</summary>
internal sealed record ClearSignal(string? Reason = null)
{
    internal static Decision Decide(Case state, ClearSignal command, Guid signalId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.Signals.FirstOrDefault(s => s.Id == signalId) is not { } signal ? Refusal.Unknown("signal")
            : Decision.Of(new SignalCleared(signalId, signal.Kind, now)).Sealing(signalId, "clearance", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid signalId, ClearSignal body, CommandShell shell) =>
        shell.ChangeAsync<Case, ClearSignal>(
            http, id, body, (state, command, now) => Decide(state, command, signalId, now),
            state => Reply.Ok(new { id = signalId, jointBarred = state.JointBarred }));
}
