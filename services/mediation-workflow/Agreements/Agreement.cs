using System.Text.Json.Serialization;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Confirmations;

namespace Mediation.Workflow.Agreements;

/// <summary>An agreement (PML 28–31): what it obliges to, who signed, since when it is in effect, how far it is performed.</summary>
internal sealed record Agreement : IAggregate<Agreement>, ISealsUnder
{
    public static Agreement Initial { get; } = new();

    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public AgreementForm Form { get; init; }
    public IReadOnlyList<Guid> PartyIds { get; init; } = [];
    public int Copies { get; init; }
    public bool PerformedAtOnce { get; init; }
    public bool Partial { get; init; }
    public int Round { get; init => field = Math.Max(1, value); } = 1;
    public IReadOnlyList<Matter>? Matters { get; init; }
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];
    public IReadOnlyList<Signature> Signatures { get; init; } = [];
    public DateTimeOffset DraftedAt { get; init; }
    public DateTimeOffset? EffectiveAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public Guid? RefusedByPartyId { get; init; }
    public ConfirmationMark? Confirmation { get; init; }

    /// <summary>Null until it was drafted anew: the texts then lie under the agreement's own id.</summary>
    public Guid? RedraftId { get; init; }

    // Snapshots from before these were kept read as empty, not as null.
    public IReadOnlyList<Performance> Performances { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Correction> Corrections { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Urging> Urgings { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Breach> Breaches { get; init => field = value ?? []; } = [];

    /// <summary>Clocks that are over, on record. Snapshots from before they were kept read as empty, not as null.</summary>
    public IReadOnlyList<ClockRanOut> RanOut { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ClockCameNear> Warned { get; init => field = value ?? []; } = [];

    [JsonIgnore]
    public Guid SubjectId => CaseId;

    /// <summary>Entries of performance that count: not those that were corrected.</summary>
    [JsonIgnore]
    public IEnumerable<Performance> Counting => Performances.Where(p => Corrections.All(c => c.PerformanceId != p.Id));

    /// <summary>The vault's item of the current wording.</summary>
    [JsonIgnore]
    public Guid TextId => RedraftId ?? Id;

    /// <summary>Nothing more can be signed, changed or withdrawn.</summary>
    [JsonIgnore]
    public bool IsSettled => EffectiveAt is not null || WithdrawnAt is not null || RefusedByPartyId is not null;

    /// <summary>Last day on which a court takes the joint application (CPL 205); null while it is not in effect.</summary>
    [JsonIgnore]
    public DateOnly? ConfirmableUntil => EffectiveAt is { } at ? Clock.Start(ClockCatalog.JudicialConfirmation, ChinaTime.DayOf(at)).LastDay : null;

    /// <summary>Who has still to sign; empty when a written agreement takes effect (PML 31). Names as refusals and forms list them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> MissingSignatures => Form == AgreementForm.Oral ? [] :
    [
        .. PartyIds.Where(id => Signatures.All(s => s.PartyId != id)).Select(id => $"party:{id}"),
        .. Signatures.Any(s => s.Signer == Signer.Mediator) ? Array.Empty<string>() : ["mediator"],
        .. Signatures.Any(s => s.Signer == Signer.CommitteeSeal) ? Array.Empty<string>() : ["committeeSeal"],
    ];

    internal Obligation? Obligation(Guid id) => Obligations.FirstOrDefault(o => o.Id == id);

    public Agreement Evolve(object @event) => @event switch
    {
        AgreementDrafted e => this with
        {
            Id = e.AgreementId, CaseId = e.CaseId, Form = e.Form, PartyIds = e.PartyIds, Copies = e.Copies, PerformedAtOnce = e.PerformedAtOnce,
            Obligations = e.Obligations, DraftedAt = e.At, Partial = e.Partial == true, Matters = e.Matters, Round = e.Round ?? 1,
        },
        AgreementRedrafted e => this with
        {
            RedraftId = e.TextId, PartyIds = e.PartyIds, Copies = e.Copies, PerformedAtOnce = e.PerformedAtOnce, Obligations = e.Obligations,
            Partial = e.Partial == true, Matters = e.Matters, DraftedAt = e.At,
        },
        SignaturesVoided => this with { Signatures = [] },
        AgreementWithdrawn e => this with { WithdrawnAt = e.At },
        SigningRefused e => this with { RefusedByPartyId = e.PartyId },
        AgreementSigned e => this with { Signatures = [.. Signatures, e.Signature] },
        AgreementTookEffect e => this with { EffectiveAt = e.EffectiveAt },
        ClockRanOut e => this with { RanOut = [.. RanOut, e] },
        ClockCameNear e => this with { Warned = [.. Warned, e] },
        PerformanceRecorded e => this with { Performances = [.. Performances, e.Performance] },
        PerformanceCorrected e => this with
        {
            Corrections = [.. Corrections, new Correction(e.CorrectionId, e.PerformanceId, e.Instead?.Id, e.At)],
            Performances = e.Instead is { } instead ? [.. Performances, instead] : Performances,
        },
        UrgingLogged e => this with { Urgings = [.. Urgings, e.Urging] },
        BreachReported e => this with { Breaches = [.. Breaches, e.Breach] },
        ConfirmationSought e => this with { Confirmation = new ConfirmationMark(e.ConfirmationId, e.At, null) },
        ConfirmationSettled e => this with { Confirmation = new ConfirmationMark(e.ConfirmationId, Confirmation?.SoughtAt, e.Ruling) },
        _ => this,
    };
}
