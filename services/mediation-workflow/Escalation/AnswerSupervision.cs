using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Escalation;

/// <summary>The committee answers an order of supervision; in a closed case too, since that is what is often waited for.</summary>
internal sealed record AnswerSupervision(string? Text = null)
{
    internal static Decision Decide(Case state, AnswerSupervision command, Guid supervisionId, Guid answerId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("text", command.Text, FieldChecks.LongText);
        return check.Refusal is { } bad ? bad
            : !state.Supervisions.Contains(supervisionId) ? Refusal.Unknown("supervision")
            : Decision.Of(new SupervisionAnswered(supervisionId, answerId, now)).Sealing(answerId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid supervisionId, AnswerSupervision body, CommandShell shell)
    {
        var answerId = shell.NewId();
        return shell.AppendAsync<Case, AnswerSupervision>(
            http, id, body, (state, command, now) => Decide(state, command, supervisionId, answerId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = answerId, waiting = state.Supervisions }));
    }
}
