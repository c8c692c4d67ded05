using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>
/// Goes back to a completed step for a reason. The later ones stay completed, since what was done in them was done; but nothing goes on
/// before the step is completed again, with something new on file.
/// </summary>
internal sealed record ReenterStep(string? Reason = null)
{
    private static readonly Refusal NotCompleted = new("step.notCompleted", "该步骤尚未完成", "The step is not completed");

    internal static Decision Decide(Case state, ReenterStep command, int step, Guid reentryId, DateTimeOffset now)
    {
        if (state.WorkedBy.Find(step) is null)
        {
            return CaseRefusals.UnknownStep;
        }

        var check = new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.Status != CaseStatus.Open ? CaseRefusals.NotOpen
            : state.Reentered.Any(r => r.Step == step) ? Decision.AlreadySo
            : !state.IsCompleted(step) ? NotCompleted
            : Decision.Of(new StepReentered(reentryId, step, now)).Sealing(reentryId, "reason", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, int step, ReenterStep body, CommandShell shell)
    {
        var reentryId = shell.NewId();
        return shell.ChangeAsync<Case, ReenterStep>(
            http, id, body, (state, command, now) => Decide(state, command, step, reentryId, now), CaseReplies.Ok);
    }
}
