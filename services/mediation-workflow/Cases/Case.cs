using System.Text.Json.Serialization;
using Mediation.Contracts.Intake;
using Mediation.EventStore;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Cases;

[JsonConverter(typeof(CamelCaseEnum<CaseStatus>))]
internal enum CaseStatus
{
    WaitingForMediator,
    Open,
    Closed,
}

/// <summary>A case: who mediates it, how far its method is, what it bears on file, how it ended. Records themselves stay in the stream.</summary>
internal sealed partial record Case : IAggregate<Case>
{
    public static Case Initial { get; } = new();

    public Guid Id { get; init; }
    public string CaseNumber { get; init; } = "";
    public Guid CommitteeId { get; init; }
    public string AreaCode { get; init; } = "";
    public string TypeCode { get; init; } = "";
    public string Source { get; init; } = "";
    public IReadOnlyList<PartyRef> Parties { get; init; } = [];
    public int? Households { get; init; }
    public int? Persons { get; init; }
    public decimal? Amount { get; init; }
    public DateTimeOffset AcceptedAt { get; init; }
    public string Method { get; init; } = "";
    public int MethodVersion { get; init; }

    /// <summary>What the case is worked by, where that does not ship with the service: a committee's own method, as it was when chosen.</summary>
    public Method? PublishedMethod { get; init; }

    public CaseStatus Status { get; init; }

    public int Attempt { get; init; }
    public Guid? ProposedMediatorId { get; init; }
    public DateOnly? RespondBy { get; init; }
    public IReadOnlyList<Guid> Declined { get; init; } = [];
    public Guid? MediatorId { get; init; }

    /// <summary>What requirements of steps look for (see <see cref="Requirements"/>).</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    // Snapshots from before these were kept read as empty, not as null.
    public IReadOnlyList<Relative> Relatives { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Objection> Objections { get; init => field = value ?? []; } = [];

    /// <summary>When a mediator who was not impartial went, and another took the place.</summary>
    public DateTimeOffset? MediatorWentAt { get; init; }

    public int SessionsHeld { get; init; }
    public int JointSessionsHeld { get; init; }
    public DateTimeOffset? FirstJointSessionAt { get; init; }

    public Guid? AgreementId { get; init; }
    public AgreementForm? AgreementForm { get; init; }
    public DateTimeOffset? EffectiveAt { get; init; }
    public string? Outcome { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    // Dossier and evidence.
    public int EvidenceFiles { get; init; }
    public DateTimeOffset? EvidenceFiledAt { get; init; }
    public DateTimeOffset? DossierFiledAt { get; init; }

    [JsonIgnore]
    public IEnumerable<string> Sides => Parties.Select(party => party.Side).Distinct().Order(StringComparer.Ordinal);

    [JsonIgnore]
    public Method WorkedBy => PublishedMethod ?? MethodCatalog.Find(Method, MethodVersion)
        ?? throw new InvalidOperationException($"Method {Method} v{MethodVersion} does not ship with this service.");

    /// <summary>An objection to the present mediator that nobody has decided yet.</summary>
    [JsonIgnore]
    public Objection? PendingObjection => Objections.FirstOrDefault(o => o.Sustained is null && o.MediatorId == MediatorId);

    /// <summary>Mediators who were found not to be impartial: out for good, in later rounds as well.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> Recused => Objections.Where(o => o.Sustained == true).Select(o => o.MediatorId).Distinct();

    /// <summary>A case that was opened again by a later round is not filed until that one is over, too.</summary>
    [JsonIgnore]
    public bool IsFiled => Status == CaseStatus.Closed && DossierFiledAt >= ClosedAt;

    internal bool HasParty(Guid? partyId) => Parties.Any(party => party.PartyId == partyId);

    internal string? SideOf(Guid? partyId) => Parties.FirstOrDefault(party => party.PartyId == partyId)?.Side;

    // Each part evolves by itself: one event may concern several.
    public Case Evolve(object @event) =>
        EvolveCourse(@event).EvolveSteps(@event).EvolveRounds(@event).EvolveEscalation(@event).EvolveLineage(@event)
            .EvolveClocks(@event).EvolveRisk(@event);

    private Case EvolveCourse(object @event) => @event switch
    {
        CaseOpened e => this with
        {
            Id = e.CaseId, CaseNumber = e.CaseNumber, CommitteeId = e.CommitteeId, AreaCode = e.AreaCode, TypeCode = e.TypeCode,
            Source = e.Source, Parties = e.Parties, Households = e.Households, Persons = e.Persons, Amount = e.Amount,
            AcceptedAt = e.AcceptedAt, Method = e.Method, MethodVersion = e.MethodVersion, Status = CaseStatus.WaitingForMediator,
        },
        MethodChosen e => this with
        {
            Method = e.Method.Code, MethodVersion = e.Method.Version,
            PublishedMethod = MethodCatalog.Find(e.Method.Code, e.Method.Version) is null ? e.Method : null,
        },
        MediatorRequested e => this with { Attempt = e.Attempt, ProposedMediatorId = null, RespondBy = null },
        MediatorProposed e => this with { Attempt = e.Attempt, ProposedMediatorId = e.MediatorId, RespondBy = e.RespondBy },
        MediatorDeclined e => this with { Declined = [.. Declined, e.MediatorId], ProposedMediatorId = null, RespondBy = null },
        MediatorAssigned e => this with { MediatorId = e.MediatorId, ProposedMediatorId = null, RespondBy = null, Status = CaseStatus.Open },
        RelativeDeclared e => this with { Relatives = [.. Relatives, new Relative(e.RelativeId, e.PartyId)] },
        ObjectionRaised e => this with { Objections = [.. Objections, new Objection(e.ObjectionId, e.PartyId, e.MediatorId, e.Ground)] },
        ObjectionDecided e => Decided(e),
        RecordAdded e => this with { Marks = [.. Marks.Union(RecordMarks.Of(e))] },
        SessionHeld e => this with
        {
            SessionsHeld = SessionsHeld + 1,
            JointSessionsHeld = JointSessionsHeld + (e.Joint ? 1 : 0),
            FirstJointSessionAt = FirstJointSessionAt is { } first && !(e.FirstJointAt < first) ? first : e.FirstJointAt,
        },
        PanelSat { EarlierRound: null } => this with { Marks = [.. Marks.Union([Requirements.PanelSat])] },
        AgreementPrepared e => this with { AgreementId = e.AgreementId },
        AgreementDiscarded e => this with { AgreementId = AgreementId == e.AgreementId ? null : AgreementId },
        // The points that it leaves open may be settled by another one.
        AgreementReached { Partial: true } => this with { AgreementId = null },
        AgreementReached e => this with
        {
            AgreementId = e.AgreementId, AgreementForm = e.Form, EffectiveAt = e.EffectiveAt,
            Marks = [.. Marks.Union([Requirements.AgreementInEffect])],
        },
        CaseClosed e => this with { Outcome = e.Outcome, ClosedAt = e.At, Status = CaseStatus.Closed, ProposedMediatorId = null, RespondBy = null },
        DossierFiled e => this with { DossierFiledAt = e.At },
        EvidenceFiled e => this with
        {
            EvidenceFiles = EvidenceFiles + 1, EvidenceFiledAt = e.At,
            Marks = e.Slot is DossierSlot.Evidence or DossierSlot.Investigation ? [.. Marks.Union([Requirements.InvestigationOrEvidence])] : Marks,
        },
        _ => this,
    };

    // A mediator who is out stays out, and the case waits for another.
    private Case Decided(ObjectionDecided e)
    {
        var decided = this with { Objections = [.. Objections.Select(o => o.Id == e.ObjectionId ? o with { Sustained = e.Sustained } : o)] };
        return e.Sustained && MediatorId == e.MediatorId
            ? decided with { MediatorId = null, Declined = [.. Declined, e.MediatorId], Status = CaseStatus.WaitingForMediator, MediatorWentAt = e.At }
            : decided;
    }
}
