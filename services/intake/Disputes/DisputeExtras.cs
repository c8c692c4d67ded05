using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>What intake knows of a dispute beside the matter itself.</summary>
/// <param name="LeadId">The lead it was.</param>
/// <param name="CrossArea">Whether it reaches over the borders of areas.</param>
/// <param name="Signs">What forbids a joint segment.</param>
/// <param name="DutyToReport">Whether the signs oblige to report.</param>
/// <param name="ScreeningNote">What was seen.</param>
/// <param name="Agents">Who acts for a party.</param>
/// <param name="Representatives">Who speaks for a numerous side.</param>
/// <param name="Diversion">Where it was sent.</param>
/// <param name="HandOver">The last hand-over.</param>
/// <param name="AppliedOn">Day of the application.</param>
/// <param name="Requests">What is asked for, point by point.</param>
/// <param name="DelegatedBy">Who handed it over.</param>
/// <param name="LanguageNeeds">Language or script that a party needs.</param>
internal sealed record DisputeExtras(
    Guid? LeadId, bool? CrossArea, IReadOnlyList<string> Signs, bool DutyToReport, string? ScreeningNote, IReadOnlyList<AgentRead> Agents,
    IReadOnlyList<Representatives> Representatives, DiversionRead? Diversion, HandOverRead? HandOver, DateOnly AppliedOn,
    IReadOnlyList<string> Requests, string? DelegatedBy, string? LanguageNeeds)
{
    internal static DisputeExtras Of(Guid id, Dispute dispute, VaultTexts texts, bool named) => new(
        dispute.LeadId, dispute.CrossArea, dispute.Signs, dispute.Signs.Count > 0,
        dispute.ScreeningId is { } screening ? texts[screening, VaultFields.ScreeningNote] : null,
        [.. dispute.Agents.Select(agent => AgentRead.Of(agent, texts, named))],
        dispute.Representatives,
        dispute is { DivertedTo: { } destination, DivertedAt: { } at }
            ? new DiversionRead(destination, at, texts[id, VaultFields.DiversionReason], texts[id, VaultFields.DiversionNotice])
            : null,
        dispute.HandOver is { } handOver ? HandOverRead.Of(handOver, texts) : null,
        dispute.AppliedOn ?? ChinaTime.DayOf(dispute.RegisteredAt),
        texts[id, VaultFields.Requests]?.Split(VaultFields.Separator) ?? [],
        texts[id, VaultFields.DelegatedBy], texts[id, VaultFields.LanguageNeeds]);
}

internal sealed record AgentRead(Guid AgentId, Guid PartyId, string? Name, string? Phone, AgentPower Power, DateOnly GrantedOn)
{
    internal static AgentRead Of(Agent agent, VaultTexts texts, bool named)
    {
        var name = texts[agent.Id, VaultFields.Name];
        return new AgentRead(agent.Id, agent.PartyId, named ? name : Mask.Name(name), Mask.Number(texts[agent.Id, VaultFields.Phone]), agent.Power, agent.GrantedOn);
    }
}

internal sealed record DiversionRead(string Destination, DateTimeOffset DivertedAt, string? Reason, string? Notice);

internal sealed record HandOverRead(Guid Id, Guid FromCommitteeId, Guid ToCommitteeId, IReadOnlyList<Guid> SignedBy, bool Open, string? Reason)
{
    internal static HandOverRead Of(HandOver handOver, VaultTexts texts) => new(
        handOver.Id, handOver.From, handOver.To, handOver.SignedBy, handOver.Open, texts[handOver.Id, VaultFields.HandOverReason]);
}
