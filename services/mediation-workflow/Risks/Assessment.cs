using System.Text.Json.Serialization;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Risks;

/// <summary>The colour of a case with the rules that gave it, as of the last event or day that bears on it; a person's word goes before it.</summary>
/// <param name="OnFile">What the mediator put on file at the first step.</param>
/// <param name="HandledAt">The first session or ending.</param>
/// <param name="AsOf">When the rules were last looked at; null before the case was opened.</param>
internal sealed record Assessment(
    Risk Colour, IReadOnlyList<FiredRule> Fired, Risk? OnFile = null, DateTimeOffset? HandledAt = null, ColourOverride? Override = null,
    DateTimeOffset? AsOf = null)
{
    internal static readonly Assessment None = new(Risk.Green, []);

    [JsonIgnore]
    public Risk InEffect => Override?.Colour ?? Colour;

    /// <param name="state">The case after the event, its colour still as before.</param>
    internal static Assessment After(Case state, object @event) => @event switch
    {
        CaseOpened e => At(state, e.OpenedAt),
        SignalRecorded e => At(state, e.At),
        SignalCleared e => At(state, e.At),
        RecordAdded { Risk: { } risk } e => At(With(state, state.Assessment with { OnFile = risk }), e.At),
        SessionHeld e => At(With(state, state.Assessment with { HandledAt = state.Assessment.HandledAt ?? e.At }), e.At),
        CaseClosed e => At(With(state, state.Assessment with { HandledAt = state.Assessment.HandledAt ?? e.At }), e.At),
        RoundOpened e => At(state, e.At),
        CaseRebounded e => At(state, e.At),
        ColourReassessed e => At(state, e.At),
        ColourOverridden e => state.Assessment with { Override = new ColourOverride(e.OverrideId, e.Colour, e.At) },
        OverrideLifted => state.Assessment with { Override = null },
        _ => state.Assessment,
    };

    /// <summary>Assessed anew: incidents leave the window as time goes by.</summary>
    internal static Assessment At(Case state, DateTimeOffset now)
    {
        var fired = RiskCatalog.Fired(state, now);
        return state.Assessment with { Fired = fired, Colour = fired.Select(f => RiskCatalog.Find(f).Colour).DefaultIfEmpty(Risk.Green).Max(), AsOf = now };
    }

    private static Case With(Case state, Assessment assessment) => state with { Assessment = assessment };
}

/// <summary>The reason lies in the vault under the id.</summary>
internal sealed record ColourOverride(Guid Id, Risk Colour, DateTimeOffset At);
