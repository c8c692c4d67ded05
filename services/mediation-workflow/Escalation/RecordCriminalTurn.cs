using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Escalation;

/// <summary>The dispute turned criminal (民转刑): recorded once, whatever became of the mediation before.</summary>
/// <param name="PoliceCaseNumber">Of the criminal case.</param>
internal sealed record RecordCriminalTurn(DateTimeOffset? OccurredAt = null, string? Text = null, string? PoliceCaseNumber = null)
{
    private static readonly Refusal Already = new("criminalTurn.recorded", "本案已登记民转刑", "The case has turned criminal already");

    internal static Decision Decide(Case state, RecordCriminalTurn command, Guid turnId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("occurredAt", command.OccurredAt).Past("occurredAt", command.OccurredAt, now)
            .Text("text", command.Text, FieldChecks.LongText)
            .OptionalText("policeCaseNumber", command.PoliceCaseNumber, 200);
        return check.Refusal is { } bad ? bad
            : state.CriminalAt is not null ? Already
            : Decision.Of(new TurnedCriminal(turnId, command.OccurredAt!.Value, now))
                .Sealing(turnId, "text", command.Text).Sealing(turnId, "policeCaseNumber", command.PoliceCaseNumber);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RecordCriminalTurn body, CommandShell shell)
    {
        var turnId = shell.NewId();
        return shell.AppendAsync<Case, RecordCriminalTurn>(
            http, id, body, (state, command, now) => Decide(state, command, turnId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = turnId, criminalAt = state.CriminalAt }));
    }
}
