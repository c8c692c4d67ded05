using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>Completes the current step, when nothing that its method requires is missing.</summary>
internal sealed record CompleteStep()
{
    private static readonly string[] NewRecord = ["newRecord"];

    internal static Decision Decide(Case state, int number, DateTimeOffset now)
    {
        if (state.WorkedBy.Find(number) is not { } step)
        {
            return CaseRefusals.UnknownStep;
        }

        if (state.IsCompleted(number))
        {
            return Decision.AlreadySo;
        }

        if (state.Status != CaseStatus.Open)
        {
            return CaseRefusals.NotOpen;
        }

        var open = OpenSteps(state, number);
        if (open.Count > 0)
        {
            return new Refusal("step.outOfOrder", "前面的步骤尚未完成", "Earlier steps are not completed") { Missing = open };
        }

        var missing = Missing(state, step);
        return missing.Count > 0
            ? new Refusal("step.gateNotMet", "本步骤的要求尚未满足", "The step lacks what it requires") { Missing = missing }
            : Decision.Of(new StepCompleted(number, now));
    }

    /// <summary>Names of what a step lacks: what its method requires, and something new on file when it was gone back to.</summary>
    internal static IReadOnlyList<string> Missing(Case state, Step step) =>
        [.. Requirements.Missing(step, state), .. state.Reentered.Any(r => r.Step == step.Number && !r.Worked) ? NewRecord : []];

    /// <summary>Names of the steps before one that are not completed.</summary>
    internal static IReadOnlyList<string> OpenSteps(Case state, int before) =>
        [.. state.WorkedBy.Steps.Where(s => s.Number < before && !state.IsCompleted(s.Number)).Select(s => $"step:{s.Number}")];

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, int step, CompleteStep body, CommandShell shell) =>
        shell.ChangeAsync<Case, CompleteStep>(http, id, body, (state, _, now) => Decide(state, step, now), CaseReplies.Ok);
}
