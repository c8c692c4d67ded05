using Mediation.Workflow.Escalation;

namespace Mediation.Workflow.Cases;

/// <summary>Who watches the case, and what the police were told.</summary>
internal sealed partial record Case
{
    /// <summary>Orders of supervision that wait for an answer.</summary>
    public IReadOnlyList<Guid> Supervisions { get; init => field = value ?? []; } = [];

    /// <summary>Reports to the police of which no receipt has come.</summary>
    public IReadOnlyList<Guid> ReportsWithoutReceipt { get; init => field = value ?? []; } = [];

    /// <summary>When it turned into a criminal case.</summary>
    public DateTimeOffset? CriminalAt { get; init; }

    private Case EvolveEscalation(object @event) => @event switch
    {
        SupervisionOrdered e => this with { Supervisions = [.. Supervisions, e.SupervisionId] },
        SupervisionAnswered e => this with { Supervisions = [.. Supervisions.Where(id => id != e.SupervisionId)] },
        PoliceReported e => this with { ReportsWithoutReceipt = [.. ReportsWithoutReceipt, e.ReportId] },
        PoliceReceiptLogged e => this with { ReportsWithoutReceipt = [.. ReportsWithoutReceipt.Where(id => id != e.ReportId)] },
        TurnedCriminal e => this with { CriminalAt = e.OccurredAt },
        _ => this,
    };
}
