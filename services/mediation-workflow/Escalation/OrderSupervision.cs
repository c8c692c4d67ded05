using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Escalation;

/// <summary>Puts the case under supervision (督办) until the committee has answered.</summary>
/// <param name="By">Which office orders it.</param>
internal sealed record OrderSupervision(string? By = null, string? Text = null, DateOnly? AnswerBy = null)
{
    // A handful in life; the bound keeps a runaway client from growing the snapshot without end.
    internal const int Most = 50;

    private static readonly Refusal TooMany = new("supervision.tooMany", "待答复的督办过多", "Too many orders wait for an answer");

    internal static Decision Decide(Case state, OrderSupervision command, Guid supervisionId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Text("by", command.By, 200)
            .Text("text", command.Text, FieldChecks.LongText)
            .Day("answerBy", command.AnswerBy);
        return check.Refusal is { } bad ? bad
            : state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : state.Supervisions.Count >= Most ? TooMany
            : Decision.Of(new SupervisionOrdered(supervisionId, command.AnswerBy, now))
                .Sealing(supervisionId, "by", command.By).Sealing(supervisionId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, OrderSupervision body, CommandShell shell)
    {
        var supervisionId = shell.NewId();
        return shell.AppendAsync<Case, OrderSupervision>(
            http, id, body, (state, command, now) => Decide(state, command, supervisionId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = supervisionId, waiting = state.Supervisions }));
    }
}
