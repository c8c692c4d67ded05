using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

internal static class GetDispute
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var fetched = await store.FetchForWritingAsync<Dispute>(id, http.RequestAborted);
        if (!fetched.Exists)
        {
            return Problem.From(http, Refusal.Unknown("dispute"));
        }

        var named = Admission.Of(http).WorksOn(fetched.State.CommitteeId, fetched.State.AreaCode);
        return await Versioned.ReadAsync(http, fetched.Version, vault, id, async () =>
        {
            var texts = vault.OpenAsync(store, id, http.RequestAborted);
            await Task.WhenAll(texts, trail.RecordReadAsync(http, id));
            return Read(id, fetched.State, await texts, named);
        });
    }

    /// <param name="id">The dispute.</param>
    /// <param name="dispute">Its state.</param>
    /// <param name="texts">Of its vault.</param>
    /// <param name="named">Whether the reader works on it, and is shown names, addresses and free text.</param>
    internal static DisputeRead Read(Guid id, Dispute dispute, VaultTexts texts, bool named) => Build(id, dispute, texts, named ? texts : texts.Masked(VaultFields.Name, VaultFields.Phone), named);

    private static DisputeRead Build(Guid id, Dispute dispute, VaultTexts texts, VaultTexts words, bool named) => new(
        id, dispute.Version, dispute.Status, dispute.Source, dispute.TypeCode, dispute.AreaCode,
        words[id, VaultFields.Place], dispute.OccurredOn, words[id, VaultFields.Summary],
        [.. dispute.Parties.Select(party => Read(party, texts, named))],
        dispute.Households, dispute.Persons, dispute.Amount, dispute.RegisteredAt,
        dispute.CommitteeId, dispute.CaseNumber, dispute.AcceptedAt, dispute.Ending,
        dispute.TurnedAway is { } code ? new RefusalRead(code, words[id, VaultFields.Reason], words[id, VaultFields.GoTo]) : null,
        dispute.DuplicateOf,
        [.. dispute.Anomalies.Select(anomaly => Read(anomaly, words))],
        DisputeExtras.Of(id, dispute, words, named));

    // An organisation's name is nobody's.
    private static PartyRead Read(Party party, VaultTexts texts, bool named) => new(
        party.PartyId, party.Side, party.Kind, party.Consented,
        named || party.Kind != PartyKind.Person ? texts[party.PartyId, VaultFields.Name] : Mask.Name(texts[party.PartyId, VaultFields.Name]),
        Mask.Number(texts[party.PartyId, VaultFields.Phone]),
        Mask.Number(texts[party.PartyId, VaultFields.IdNumber]),
        named ? texts[party.PartyId, VaultFields.Address] : Mask.Address(texts[party.PartyId, VaultFields.Address]),
        named ? texts[party.PartyId, VaultFields.ServiceAddress] : Mask.Address(texts[party.PartyId, VaultFields.ServiceAddress]),
        named ? texts[party.PartyId, VaultFields.Ethnicity] : null,
        named ? texts[party.PartyId, VaultFields.Occupation] : null,
        named ? texts[party.PartyId, VaultFields.Representative] : Mask.Name(texts[party.PartyId, VaultFields.Representative]));

    private static AnomalyRead Read(Anomaly anomaly, VaultTexts texts) => new(
        anomaly.Id, anomaly.Kind, anomaly.At, anomaly.PartyId, texts[anomaly.Id, VaultFields.Objection],
        [.. anomaly.Answers.Select(answer => new AnomalyAnswerRead(answer.Id, answer.At, texts[answer.Id, VaultFields.Answer]))]);
}

internal sealed record DisputeRead(
    Guid Id, long Version, DisputeStatus Status, string Source, string TypeCode, string AreaCode, string? Place, DateOnly OccurredOn, string? Summary,
    IReadOnlyList<PartyRead> Parties, int? Households, int? Persons, decimal? Amount, DateTimeOffset RegisteredAt, Guid? CommitteeId,
    string? CaseNumber, DateTimeOffset? AcceptedAt, string? Ending, RefusalRead? Refusal, Guid? DuplicateOf,
    IReadOnlyList<AnomalyRead> Anomalies, DisputeExtras Intake);

internal sealed record PartyRead(
    Guid PartyId, string Side, PartyKind Kind, bool? Consented, string? Name, string? Phone, string? IdNumber, string? Address,
    string? ServiceAddress, string? Ethnicity, string? Occupation, string? Representative);

internal sealed record RefusalRead(TurnAwayCode Code, string? Reason, string? GoTo);

internal sealed record AnomalyRead(Guid Id, AnomalyKind Kind, DateTimeOffset At, Guid PartyId, string? Text, IReadOnlyList<AnomalyAnswerRead> Answers);

internal sealed record AnomalyAnswerRead(Guid Id, DateTimeOffset At, string? Text);
