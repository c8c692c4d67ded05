using Mediation.EventStore;

namespace Mediation.Intake.Disputes;

/// <summary>A dispute from registration to acceptance, or to its early end.</summary>
internal sealed record Dispute : IAggregate<Dispute>
{
    public static Dispute Initial { get; } = new();

    public long Version { get; init; }

    public DisputeStatus Status { get; init; }

    public string Source { get; init; } = "";

    public string TypeCode { get; init; } = "";

    public string AreaCode { get; init; } = "";

    public DateOnly OccurredOn { get; init; }

    public IReadOnlyList<Party> Parties { get; init; } = [];

    public int? Households { get; init; }

    public int? Persons { get; init; }

    public decimal? Amount { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Whose it is: of the one it was handed over to, then of the one that accepted it.</summary>
    public Guid? CommitteeId { get; init; }

    public string? CaseNumber { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public string? Ending { get; init; }

    public TurnAwayCode? TurnedAway { get; init; }

    public Guid? DuplicateOf { get; init; }

    public DateTimeOffset? MediatorNamedAt { get; init; }

    public DateTimeOffset? MediationEndedAt { get; init; }

    // Snapshots from before there were any have none.
    public IReadOnlyList<Anomaly> Anomalies { get; init => field = value ?? []; } = [];

    // What follows is missing in snapshots from before it was kept.
    public IReadOnlyList<string> Signs { get; init => field = value ?? []; } = [];

    /// <summary>Under which the words of the last screening are.</summary>
    public Guid? ScreeningId { get; init; }

    public Guid? LeadId { get; init; }

    public bool? CrossArea { get; init; }

    /// <summary>Where it was not the day of the registration.</summary>
    public DateOnly? AppliedOn { get; init; }

    public IReadOnlyList<Agent> Agents { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Representatives> Representatives { get; init => field = value ?? []; } = [];

    public string? DivertedTo { get; init; }

    public DateTimeOffset? DivertedAt { get; init; }

    /// <summary>The last one, closed or not.</summary>
    public HandOver? HandOver { get; init; }

    public Dispute Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Dispute After(object @event) => @event switch
    {
        DisputeRegistered e => this with
        {
            Source = e.Source, TypeCode = e.TypeCode, AreaCode = e.AreaCode, OccurredOn = e.OccurredOn, Parties = Plus(e.Parties),
            Households = e.Households, Persons = e.Persons, Amount = e.Amount, RegisteredAt = e.RegisteredAt,
            Signs = e.Signs ?? [], LeadId = e.LeadId, CrossArea = e.CrossArea, AppliedOn = e.AppliedOn,
        },
        PartiesAdded e => this with { Parties = Plus(e.Parties) },
        ConsentGiven e => WithConsent(e.PartyId, true),
        ConsentRefused e => WithConsent(e.PartyId, false),
        DisputeAdmitted e => this with
        {
            Status = DisputeStatus.Accepted, CommitteeId = e.CommitteeId, CaseNumber = e.CaseNumber, AcceptedAt = e.AcceptedAt,
        },
        DisputeEnded e => this with { Status = DisputeStatus.Ended, Ending = e.Ending },
        DisputeTurnedAway e => this with { Status = DisputeStatus.Ended, TurnedAway = e.Code },
        DisputeLinked e => this with { Status = DisputeStatus.Linked, DuplicateOf = e.DuplicateOf },
        DisputeScreened e => this with { Signs = e.Signs, ScreeningId = e.ScreeningId },
        AgentNamed e => this with { Agents = [.. Agents, new Agent(e.AgentId, e.PartyId, e.Power, e.GrantedOn)] },
        RepresentativesNamed e => this with
        {
            Representatives = [.. Representatives.Where(r => r.Side != e.Side), new Representatives(e.Side, e.PartyIds)],
        },
        DisputeDiverted e => this with { Status = DisputeStatus.Ended, DivertedTo = e.Destination, DivertedAt = e.DivertedAt },
        HandOverOffered or HandOverSigned or HandOverDeclined or HandOverClosed => Passed(@event),
        MediatorNamed e => this with { MediatorNamedAt = e.NamedAt, MediationEndedAt = MediationEndedAt < e.NamedAt ? null : MediationEndedAt },
        MediationEnded e => this with { MediationEndedAt = e.EndedAt },
        PartyDenied e => this with { Anomalies = [.. Anomalies, new Anomaly(e.AnomalyId, AnomalyKind.PartyDenied, e.PartyId, e.DeniedAt, [])] },
        AnomalyAnswered e => WithAnswer(e.AnomalyId, new AnomalyAnswer(e.AnswerId, e.AnsweredAt)),
        _ => this,
    };

    private Dispute Passed(object @event) => @event switch
    {
        HandOverOffered e => this with { HandOver = new HandOver(e.HandOverId, e.FromCommitteeId, e.ToCommitteeId, CommitteeId, [], true), CommitteeId = null },
        HandOverSigned e when HandOver is { } now => this with { HandOver = now with { SignedBy = [.. now.SignedBy, e.CommitteeId] } },
        HandOverDeclined when HandOver is { } now => this with { HandOver = now with { Open = false }, CommitteeId = now.HeldBy },
        HandOverClosed e when HandOver is { } now => this with { HandOver = now with { Open = false }, CommitteeId = e.ToCommitteeId },
        _ => this,
    };

    private IReadOnlyList<Party> Plus(IReadOnlyList<RegisteredParty> added) =>
        [.. Parties, .. added.Select(p => new Party(p.PartyId, p.Side, p.Kind, null))];

    private Dispute WithConsent(Guid partyId, bool given) =>
        this with { Parties = [.. Parties.Select(p => p.PartyId == partyId ? p with { Consented = given } : p)] };

    private Dispute WithAnswer(Guid anomalyId, AnomalyAnswer answer) =>
        this with { Anomalies = [.. Anomalies.Select(a => a.Id == anomalyId ? a with { Answers = [.. a.Answers, answer] } : a)] };
}

internal sealed record Party(Guid PartyId, string Side, PartyKind Kind, bool? Consented);

internal sealed record Agent(Guid Id, Guid PartyId, AgentPower Power, DateOnly GrantedOn);

internal sealed record Representatives(string Side, IReadOnlyList<Guid> PartyIds);

/// <param name="Id">Of the hand-over.</param>
/// <param name="From">Who gives it.</param>
/// <param name="To">Who is to take it.</param>
/// <param name="HeldBy">Whose it was before; null when nobody had taken it.</param>
/// <param name="SignedBy">Units that signed so far.</param>
/// <param name="Open">Until both have signed, or one declined.</param>
internal sealed record HandOver(Guid Id, Guid From, Guid To, Guid? HeldBy, IReadOnlyList<Guid> SignedBy, bool Open);

/// <summary>Something about the dispute that is not as it should be. Stays for ever.</summary>
internal sealed record Anomaly(Guid Id, AnomalyKind Kind, Guid PartyId, DateTimeOffset At, IReadOnlyList<AnomalyAnswer> Answers);

internal sealed record AnomalyAnswer(Guid Id, DateTimeOffset At);

internal enum AnomalyKind
{
    PartyDenied,
}

internal enum DisputeStatus
{
    Registered,
    Accepted,
    Ended,
    Linked,
}
