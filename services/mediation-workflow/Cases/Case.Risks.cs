using System.Text.Json.Serialization;
using Mediation.Workflow.Risks;

namespace Mediation.Workflow.Cases;

/// <summary>How dangerous the case is, and by what.</summary>
internal sealed partial record Case
{
    /// <summary>Those that stand. Snapshots from before they were kept read as empty, not as null.</summary>
    public IReadOnlyList<Signal> Signals { get; init => field = value ?? []; } = [];

    public Assessment Assessment { get; init => field = value ?? Assessment.None; } = Assessment.None;

    /// <summary>Domain: no joint segment while a sign of domestic violence or a minor's flag stands, and the duty to report is shown.</summary>
    [JsonIgnore]
    public bool JointBarred => Signals.Any(s => s.Kind is SignalKind.DomesticViolence or SignalKind.Minor);

    private Case EvolveRisk(object @event)
    {
        var after = @event switch
        {
            SignalRecorded e => this with { Signals = [.. Signals, new Signal(e.SignalId, e.Kind, e.OccurredAt)] },
            SignalCleared e => this with { Signals = [.. Signals.Where(s => s.Id != e.SignalId)] },
            _ => this,
        };
        var assessment = Assessment.After(after, @event);
        return ReferenceEquals(assessment, after.Assessment) ? after : after with { Assessment = assessment };
    }
}
