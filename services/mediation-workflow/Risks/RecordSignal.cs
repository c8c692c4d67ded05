using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>Records a signal of danger, an incident or what the police did; append-only, and in a closed case too: danger does not end with it.</summary>
internal sealed record RecordSignal(SignalKind? Kind = null, Guid? PartyId = null, DateTimeOffset? OccurredAt = null, string? Text = null)
{
    // Dozens at most in life; the bound keeps a runaway client from growing the snapshot without end.
    private const int Most = 200;

    private static readonly Refusal TooMany = new("signal.tooMany", "信号过多", "Too many signals stand in one case");

    internal static Decision Decide(Case state, RecordSignal command, Guid signalId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("kind", command.Kind)
            .That(command.PartyId is null || state.HasParty(command.PartyId), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .Past("occurredAt", command.OccurredAt, now)
            .OptionalText("text", command.Text, FieldChecks.LongText);
        return check.Refusal is { } bad ? bad
            : state.Signals.Count >= Most ? TooMany
            : Decision.Of(new SignalRecorded(signalId, command.Kind!.Value, command.PartyId, command.OccurredAt ?? now, now))
                .Sealing(signalId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RecordSignal body, CommandShell shell)
    {
        var signalId = shell.NewId();
        return shell.AppendAsync<Case, RecordSignal>(
            http, id, body, (state, command, now) => Decide(state, command, signalId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = signalId, jointBarred = state.JointBarred }));
    }
}
