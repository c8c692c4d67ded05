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

    public Guid? CommitteeId { get; init; }

    public string? CaseNumber { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public string? Ending { get; init; }

    public TurnAwayCode? TurnedAway { get; init; }

    public Guid? DuplicateOf { get; init; }

    public Dispute Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Dispute After(object @event) => @event switch
    {
        DisputeRegistered e => this with
        {
            Source = e.Source, TypeCode = e.TypeCode, AreaCode = e.AreaCode, OccurredOn = e.OccurredOn, Parties = Plus(e.Parties),
            Households = e.Households, Persons = e.Persons, Amount = e.Amount, RegisteredAt = e.RegisteredAt,
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
        _ => this,
    };

    private IReadOnlyList<Party> Plus(IReadOnlyList<RegisteredParty> added) =>
        [.. Parties, .. added.Select(p => new Party(p.PartyId, p.Side, p.Kind, null))];

    private Dispute WithConsent(Guid partyId, bool given) =>
        this with { Parties = [.. Parties.Select(p => p.PartyId == partyId ? p with { Consented = given } : p)] };
}

internal sealed record Party(Guid PartyId, string Side, PartyKind Kind, bool? Consented);

internal enum DisputeStatus
{
    Registered,
    Accepted,
    Ended,
    Linked,
}
