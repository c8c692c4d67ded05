using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Clocks;

namespace Mediation.Workflow.FollowUps;

/// <summary>The follow-up of a case: visits due by the plan, visits made, what was found. One stream a case, whatever its rounds.</summary>
internal sealed record FollowUpPlan : IAggregate<FollowUpPlan>, ISealsUnder
{
    public static FollowUpPlan Initial { get; } = new();

    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public int Round { get; init; }
    public IReadOnlyList<Guid> PartyIds { get; init; } = [];
    public IReadOnlyList<Visit> Visits { get; init; } = [];

    [JsonIgnore]
    public Guid SubjectId => CaseId;

    /// <summary>Planned visits that are still to be made.</summary>
    [JsonIgnore]
    public IEnumerable<Visit> Open => Visits.Where(v => v is { VisitedAt: null, Cancelled: false });

    [JsonIgnore]
    public IEnumerable<Clock> Clocks => Visits.Select(v => v.Clock).OfType<Clock>();

    /// <summary>The plan of a case: its stream can be found without looking.</summary>
    internal static Guid IdOf(Guid caseId) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"follow-up|{caseId:N}")).AsSpan(0, 16), bigEndian: true);

    public FollowUpPlan Evolve(object @event) => @event switch
    {
        FollowUpPlanned e => this with
        {
            Id = e.PlanId, CaseId = e.CaseId, Round = e.Round, PartyIds = e.PartyIds,
            Visits = [.. Visits, .. e.Visits.Select(v => new Visit(v.Id, e.Round, v.DueOn, Running(v, e), PartiesDue: e.PartyIds.Count))],
        },
        FollowUpVisited e => this with { Visits = Made(e) },
        FollowUpsCancelled e => this with
        {
            Visits = [.. Visits.Select(v => v.VisitedAt is null ? v with { Cancelled = true, Clock = v.Clock?.Stop(ChinaTime.DayOf(e.At)) } : v)],
        },
        ClockRanOut e => this with { Visits = [.. Visits.Select(v => v.Id == e.Item ? v with { Clock = v.Clock! with { RanOutAt = e.At } } : v)] },
        ClockCameNear e => this with { Visits = [.. Visits.Select(v => v.Id == e.Item ? v with { Clock = v.Clock! with { WarnedAt = e.At } } : v)] },
        _ => this,
    };

    private static Clock Running(PlannedVisit visit, FollowUpPlanned plan) =>
        new(ClockCatalog.FollowUp, plan.Rules, plan.ClosedOn, visit.DueOn, visit.Id);

    private IReadOnlyList<Visit> Made(FollowUpVisited e) => e.PlannedId is { } planned
        ? [.. Visits.Select(v => v.Id == planned ? v.Made(e) : v)]
        : [.. Visits, new Visit(e.VisitId, Round, null, null).Made(e)];
}

/// <summary>A visit of a plan, or beside it.</summary>
/// <param name="DueOn">Last day of the plan; null for a visit beside it.</param>
/// <param name="TextId">Under which what was said lies in the vault.</param>
/// <param name="PartiesDue">How many were to be asked when it was planned (M10).</param>
internal sealed record Visit(
    Guid Id, int Round, DateOnly? DueOn, Clock? Clock, DateTimeOffset? VisitedAt = null, Guid? TextId = null, PerformanceSeen? Performance = null,
    IReadOnlyList<PartyAnswer>? Parties = null, bool ReboundSigns = false, bool WrongMediation = false, bool LaterSuit = false, bool Cancelled = false,
    int PartiesDue = 0)
{
    /// <summary>Parties reached (M10).</summary>
    [JsonIgnore]
    public int Reached => Parties?.Count(p => p.Reached) ?? 0;

    /// <summary>Answers given (M11).</summary>
    [JsonIgnore]
    public int Answers => Parties?.Count(p => p.Satisfaction is not null) ?? 0;

    /// <summary>Answers "satisfied" or better (M11).</summary>
    [JsonIgnore]
    public int Satisfied => Parties?.Count(p => p.Satisfaction is Satisfaction.VerySatisfied or Satisfaction.Satisfied) ?? 0;

    internal Visit Made(FollowUpVisited e) => this with
    {
        VisitedAt = e.VisitedAt, TextId = e.VisitId, Performance = e.Performance, Parties = e.Parties, ReboundSigns = e.ReboundSigns,
        WrongMediation = e.WrongMediation, LaterSuit = e.LaterSuit, Clock = Clock?.Stop(ChinaTime.DayOf(e.VisitedAt)),
    };
}
