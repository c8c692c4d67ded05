using System.Text.Json.Serialization;
using Mediation.Workflow.Clocks;

namespace Mediation.Workflow.Cases;

/// <summary>What runs against the case, and whether it was closed in time.</summary>
internal sealed partial record Case
{
    /// <summary>How a court handed it over; null where none did, or did not say.</summary>
    public Delegation? Delegation { get; init; }

    /// <summary>Those that run, and of each round the one that limited it. Snapshots from before they were kept read as empty, not as null.</summary>
    public IReadOnlyList<Clock> Clocks { get; init => field = value ?? []; } = [];

    /// <summary>The clock that limits the current round, or limited the last; null before it starts.</summary>
    [JsonIgnore]
    public Clock? Term => Clocks.LastOrDefault(clock => clock.Definition.Term);

    /// <summary>Closed by the last day of its term, extensions and pauses included; null before it is closed, or without a term.</summary>
    [JsonIgnore]
    public bool? OnTime => Term is { StoppedOn: { } closed } term ? closed <= term.LastDay : null;

    /// <summary>Days on which the term stood still, over all rounds.</summary>
    [JsonIgnore]
    public int PausedDays => Clocks.Sum(clock => clock.PausedDays);

    /// <summary>A clock that is not over with, standing still or not.</summary>
    internal Clock? RunningClock(string code) => Clocks.LastOrDefault(clock => clock.Code == code && clock.StoppedOn is null);

    private Case EvolveClocks(object @event)
    {
        var after = @event is DelegationRecorded e ? this with { Delegation = e.Delegation } : this;
        var clocks = CaseClocks.After(after, @event);
        return ReferenceEquals(clocks, after.Clocks) ? after : after with { Clocks = clocks };
    }
}
