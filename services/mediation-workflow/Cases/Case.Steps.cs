using System.Text.Json.Serialization;
using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>How far the method is, and the time it took.</summary>
internal sealed partial record Case
{
    /// <summary>Steps are completed in order the first time, so their number says which.</summary>
    public int StepsCompleted { get; init; }

    /// <summary>Completed steps that were gone back to, and wait to be completed again; the later ones stay completed.</summary>
    public IReadOnlyList<Reentry> Reentered { get; init => field = value ?? []; } = [];

    /// <summary>Every pass through a step, of all rounds.</summary>
    public IReadOnlyList<StepPass> Passes { get; init => field = value ?? []; } = [];

    /// <summary>The step to be worked: the earliest that is not completed. Null when all are.</summary>
    [JsonIgnore]
    public Step? NextStep => Method.Length == 0 ? null : WorkedBy.Find(Reentered.Count > 0 ? Reentered.Min(r => r.Step) : StepsCompleted + 1);

    /// <summary>Number of the step in work; null unless the case is open.</summary>
    [JsonIgnore]
    public int? CurrentStep => Status == CaseStatus.Open ? NextStep?.Number : null;

    internal bool IsCompleted(int step) => step <= StepsCompleted && Reentered.All(r => r.Step != step);

    /// <summary>Passes through a step in this round.</summary>
    internal IReadOnlyList<StepPass> PassesOf(int step) => [.. Passes.Where(p => p.Round == Round && p.Step == step)];

    private Case EvolveSteps(object @event) => @event switch
    {
        MediatorAssigned e => Entering(e.At),
        MethodChosen => this with { Passes = [.. Passes.Select(p => p.Since is null ? p : p with { Code = NextStep?.Code ?? p.Code })] },
        RecordAdded e => this with { Reentered = [.. Reentered.Select(r => r.Step == e.Step ? r with { Worked = true } : r)] },
        StepCompleted e => (Leaving(e.At, completed: e.Step) with
        {
            StepsCompleted = Math.Max(StepsCompleted, e.Step), Reentered = [.. Reentered.Where(r => r.Step != e.Step)],
        }).Entering(e.At),
        StepReentered e => (Leaving(e.At) with { Reentered = [.. Reentered, new Reentry(e.Step, false)] }).Entering(e.At),
        CaseClosed e => Leaving(e.At),
        _ => this,
    };

    private Case Entering(DateTimeOffset at)
    {
        if (NextStep is not { } step)
        {
            return this;
        }

        // A pass that another step was gone back to from goes on.
        return PassesOf(step.Number).FirstOrDefault(p => p.CompletedAt is null) is { } begun
            ? With(begun, begun with { Since = at })
            : this with
            {
                Passes = [.. Passes, new StepPass(Round, step.Number, Passes.Count(p => p.Step == step.Number) + 1, step.Code, at, TimeSpan.Zero, at, null)],
            };
    }

    private Case Leaving(DateTimeOffset at, int? completed = null)
    {
        var stopped = this with { Passes = [.. Passes.Select(p => p.Since is null ? p : p with { Spent = p.SpentBy(at), Since = null })] };
        return completed is { } step && stopped.PassesOf(step).FirstOrDefault(p => p.CompletedAt is null) is { } done
            ? stopped.With(done, done with { CompletedAt = at })
            : stopped;
    }

    private Case With(StepPass before, StepPass after) => this with { Passes = [.. Passes.Select(p => ReferenceEquals(p, before) ? after : p)] };
}

/// <param name="Worked">Whether anything was put on file since.</param>
internal sealed record Reentry(int Step, bool Worked);

/// <summary>One pass through a step: from entering it to its completion.</summary>
/// <param name="Pass">1 for the first; over all rounds.</param>
/// <param name="Spent">Up to when it was last left.</param>
/// <param name="Since">When it was entered, while it is worked.</param>
internal sealed record StepPass(
    int Round, int Step, int Pass, string Code, DateTimeOffset EnteredAt, TimeSpan Spent, DateTimeOffset? Since, DateTimeOffset? CompletedAt)
{
    internal TimeSpan SpentBy(DateTimeOffset now) => Since is { } since && now > since ? Spent + (now - since) : Spent;
}
