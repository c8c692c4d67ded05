using System.Text.Json;
using Mediation.Contracts.Roster;
using Mediation.EventStore;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Publishing;

/// <summary>The roster's events as others know them.</summary>
internal sealed class ContractMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => recorded.Data switch
    {
        CommitteeEstablished e => [new CommitteeRegistered(recorded.StreamId, recorded.Version, e.ShortName, e.AreaCode)],
        ReservationMade e => [new MediatorReserved(recorded.StreamId, e.Attempt, e.MediatorId, e.ReservedAt)],
        NoMediatorFound e => [new NoMediatorAvailable(recorded.StreamId, e.Attempt)],
        _ => [],
    };

    public bool ChangesFacts(RecordedEvent recorded) => recorded.Data is CommitteeEstablished or MediatorAppointed;

    public async Task<IReadOnlyList<(RecordedEvent Cause, object Facts)>> FactsAsync(
        EventStore.EventStore store, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        var committees = await store.LoadManyAsync<Committee>(causes.Keys, cancellation);
        var mediators = await store.LoadManyAsync<Mediator>(causes.Keys, cancellation);
        return [.. committees.Select(c => (causes[c.Id], (object)Facts(c))), .. mediators.Select(m => (causes[m.Id], (object)Facts(m)))];
    }

    internal static RosterFactsChanged Facts(Fetched<Committee> committee) =>
        new(committee.Id, committee.Version, "committee", committee.State.AreaCode, committee.Id, null);

    internal static RosterFactsChanged Facts(Fetched<Mediator> mediator) => new(
        mediator.Id, mediator.Version, "mediator", mediator.State.AreaCode, mediator.State.CommitteeId,
        JsonNamingPolicy.CamelCase.ConvertName(mediator.State.Capacity.ToString()));
}
