using System.Text.Json.Serialization;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Confirmations;

/// <summary>One joint application to a court to confirm an agreement (CPL 205–206): its packet, when it was handed in, what was ruled.</summary>
internal sealed record Confirmation : IAggregate<Confirmation>, ISealsUnder
{
    public static Confirmation Initial { get; } = new();

    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public Guid AgreementId { get; init; }
    public IReadOnlyList<Guid> Applicants { get; init; } = [];
    public string? CourtAreaCode { get; init; }
    public DateOnly EffectiveOn { get; init; }
    public DateOnly LastDay { get; init; }
    public IReadOnlyList<PacketItem> Packet { get; init; } = [];
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    public DateOnly? SubmittedOn { get; init; }
    public Ruling? Ruling { get; init; }
    public DateOnly? RuledOn { get; init; }
    public IReadOnlyList<string> Codes { get; init; } = [];

    [JsonIgnore]
    public Guid SubjectId => CaseId;

    /// <summary>What the packet lacks, as refusals name it.</summary>
    [JsonIgnore]
    public IReadOnlyList<PacketItem> Missing =>
        [.. Packet.Where(item => !Attachments.Any(a => a.Kind == item.Kind && a.PartyId == item.PartyId))];

    public Confirmation Evolve(object @event) => @event switch
    {
        ConfirmationOpened e => this with
        {
            Id = e.ConfirmationId, CaseId = e.CaseId, AgreementId = e.AgreementId, Applicants = e.Applicants, CourtAreaCode = e.CourtAreaCode,
            EffectiveOn = e.EffectiveOn, LastDay = e.LastDay, Packet = e.Packet,
        },
        PaperAttached e => this with { Attachments = [.. Attachments, e.Attachment] },
        ConfirmationSubmitted e => this with { SubmittedOn = e.SubmittedOn },
        ConfirmationRuled e => this with { Ruling = e.Ruling, RuledOn = e.RuledOn, Codes = e.Codes },
        _ => this,
    };
}
