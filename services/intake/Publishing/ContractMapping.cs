using System.Text.Json;
using Mediation.Contracts.Intake;
using Mediation.EventStore;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

/// <summary>Intake's events as others know them.</summary>
internal sealed class ContractMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded)
    {
        if (recorded.Data is DisputeAdmitted e)
        {
            yield return new DisputeAccepted(
                recorded.StreamId, e.CaseNumber, e.CommitteeId, e.AreaCode, e.TypeCode, e.Source,
                [.. e.Parties.Select(p => new PartyRef(p.PartyId, p.Side, Word(p.Kind)))], e.Households, e.Persons, e.Amount, e.AcceptedAt)
            {
                Signs = e.Signs,
            };
        }
    }

    public bool ChangesFacts(RecordedEvent recorded) =>
        recorded.Data is DisputeRegistered or DisputeAdmitted or DisputeEnded or DisputeTurnedAway or DisputeLinked;

    public async Task<IReadOnlyList<(RecordedEvent Cause, object Facts)>> FactsAsync(
        EventStore.EventStore store, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        var disputes = await store.LoadManyAsync<Dispute>(causes.Keys, cancellation);
        return [.. disputes.Select(d => (causes[d.Id], (object)Facts(d)))];
    }

    internal static DisputeFactsChanged Facts(Fetched<Dispute> dispute)
    {
        var state = dispute.State;
        return new DisputeFactsChanged(
            dispute.Id, dispute.Version, Word(state.Status), state.AreaCode, state.TypeCode, state.Source, state.CommitteeId,
            state.RegisteredAt, state.AcceptedAt, state.DuplicateOf, state.Households, state.Persons, state.Amount);
    }

    private static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
