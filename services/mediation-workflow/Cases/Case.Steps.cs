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

    /// <summary>Of all rounds.</summary>
    public IReadOnlyList<StepTime> StepTimes { get; init => field = value ?? []; } = [];

    /// <summary>The step to be worked: the earliest that is not completed. Null when all are.</summary>
    [JsonIgnore]
    public Step? NextStep => Method.Length == 0 ? null : WorkedBy.Find(Reentered.Count > 0 ? Reentered.Min(r => r.Step) : StepsCompleted + 1);

    /// <summary>Number of the step in work; null unless the case is open.</summary>
    [JsonIgnore]
    public int? CurrentStep => Status == CaseStatus.Open ? NextStep?.Number : null;

    internal bool IsCompleted(int step) => step <= StepsCompleted && Reentered.All(r => r.Step != step);

    internal StepTime? TimeIn(int step) => StepTimes.FirstOrDefault(t => t.Round == Round && t.Step == step);

    private Case EvolveSteps(object @event) => @event switch
    {
        MediatorAssigned e => Entering(e.At),
        MethodChosen => this with { StepTimes = [.. StepTimes.Select(t => t.Since is null ? t : t with { Code = NextStep?.Code ?? t.Code })] },
        RecordAdded e => this with { Reentered = [.. Reentered.Select(r => r.Step == e.Step ? r with { Worked = true } : r)] },
        StepCompleted e => (Leaving(e.At, completed: e.Step) with
        {
            StepsCompleted = Math.Max(StepsCompleted, e.Step), Reentered = [.. Reentered.Where(r => r.Step != e.Step)],
        }).Entering(e.At),
        StepReentered e => (Leaving(e.At) with { Reentered = [.. Reentered, new Reentry(e.Step, false)] }).Entering(e.At),
        CaseClosed e => Leaving(e.At),
        _ => this,
    };

    private Case Entering(DateTimeOffset at) =>
        NextStep is not { } step ? this
        : TimeIn(step.Number) is { } known ? With(known, known with { Since = at, CompletedAt = null })
        : this with { StepTimes = [.. StepTimes, new StepTime(Round, step.Number, step.Code, at, TimeSpan.Zero, at, null)] };

    private Case Leaving(DateTimeOffset at, int? completed = null)
    {
        var stopped = this;
        foreach (var running in StepTimes.Where(t => t.Since is not null))
        {
            stopped = stopped.With(running, running with { Spent = running.SpentBy(at), Since = null });
        }

        return completed is { } step && stopped.TimeIn(step) is { } done ? stopped.With(done, done with { CompletedAt = at }) : stopped;
    }

    private Case With(StepTime before, StepTime after) => this with { StepTimes = [.. StepTimes.Select(t => ReferenceEquals(t, before) ? after : t)] };
}

/// <param name="Worked">Whether anything was put on file since.</param>
internal sealed record Reentry(int Step, bool Worked);

/// <summary>Time in one step of one round, across re-entries.</summary>
/// <param name="EnteredAt">The first time.</param>
/// <param name="Spent">Up to when it was last left.</param>
/// <param name="Since">When it was entered, while it is worked.</param>
/// <param name="CompletedAt">The last time; null while it is worked anew.</param>
internal sealed record StepTime(
    int Round, int Step, string Code, DateTimeOffset EnteredAt, TimeSpan Spent, DateTimeOffset? Since, DateTimeOffset? CompletedAt)
{
    internal TimeSpan SpentBy(DateTimeOffset now) => Since is { } since && now > since ? Spent + (now - since) : Spent;
}
