using System.Text.Json.Serialization;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>An agreement (PML 28–31): what it obliges to, who signed, since when it is in effect.</summary>
internal sealed record Agreement : IAggregate<Agreement>, ISealsUnder
{
    public static Agreement Initial { get; } = new();

    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public AgreementForm Form { get; init; }
    public IReadOnlyList<Guid> PartyIds { get; init; } = [];
    public int Copies { get; init; }
    public bool PerformedAtOnce { get; init; }
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];
    public IReadOnlyList<Signature> Signatures { get; init; } = [];
    public DateTimeOffset DraftedAt { get; init; }
    public DateTimeOffset? EffectiveAt { get; init; }

    [JsonIgnore]
    public Guid SubjectId => CaseId;

    /// <summary>Who has still to sign; empty when a written agreement takes effect (PML 31). Names as refusals and forms list them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> MissingSignatures => Form == AgreementForm.Oral ? [] :
    [
        .. PartyIds.Where(id => Signatures.All(s => s.PartyId != id)).Select(id => $"party:{id}"),
        .. Signatures.Any(s => s.Signer == Signer.Mediator) ? Array.Empty<string>() : ["mediator"],
        .. Signatures.Any(s => s.Signer == Signer.CommitteeSeal) ? Array.Empty<string>() : ["committeeSeal"],
    ];

    public Agreement Evolve(object @event) => @event switch
    {
        AgreementDrafted e => this with
        {
            Id = e.AgreementId, CaseId = e.CaseId, Form = e.Form, PartyIds = e.PartyIds, Copies = e.Copies,
            PerformedAtOnce = e.PerformedAtOnce, Obligations = e.Obligations, DraftedAt = e.At,
        },
        AgreementSigned e => this with { Signatures = [.. Signatures, e.Signature] },
        AgreementTookEffect e => this with { EffectiveAt = e.EffectiveAt },
        _ => this,
    };
}
