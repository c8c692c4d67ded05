using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>Completes the current step, when nothing that its method requires is missing.</summary>
internal sealed record CompleteStep()
{
    internal static Decision Decide(Case state, int number, DateTimeOffset now)
    {
        if (state.WorkedBy.Find(number) is not { } step)
        {
            return CaseRefusals.UnknownStep;
        }

        if (number <= state.StepsCompleted)
        {
            return Decision.AlreadySo;
        }

        if (state.Status != CaseStatus.Open)
        {
            return CaseRefusals.NotOpen;
        }

        if (number > state.StepsCompleted + 1)
        {
            return new Refusal("step.outOfOrder", "前面的步骤尚未完成", "Earlier steps are not completed")
            {
                Missing = OpenSteps(state, number),
            };
        }

        var missing = Requirements.Missing(step, state);
        return missing.Count > 0
            ? new Refusal("step.gateNotMet", "本步骤的要求尚未满足", "The step lacks what it requires") { Missing = missing }
            : Decision.Of(new StepCompleted(number, now));
    }

    /// <summary>Names of the steps before one that are not completed.</summary>
    internal static IReadOnlyList<string> OpenSteps(Case state, int before) =>
        [.. state.WorkedBy.Steps.Where(s => s.Number > state.StepsCompleted && s.Number < before).Select(s => $"step:{s.Number}")];

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, int step, CompleteStep body, CommandShell shell) =>
        shell.ChangeAsync<Case, CompleteStep>(http, id, body, (state, _, now) => Decide(state, step, now), CaseReplies.Ok);
}
