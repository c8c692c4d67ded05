using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Committees;

internal static class GetCommittee
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store)
    {
        var fetched = await store.FetchForWritingAsync<Committee>(id, http.RequestAborted);
        return fetched.Exists
            ? await Versioned.ReadAsync(http, fetched.Version, () => Task.FromResult(CommitteeRead.Of(fetched)))
            : Problem.From(http, Refusal.Unknown("committee"));
    }
}

internal sealed record CommitteeRead(Guid Id, long Version, string Name, string ShortName, string AreaCode, CommitteeKind Kind)
{
    internal static CommitteeRead Of(Fetched<Committee> committee) => new(
        committee.Id, committee.Version, committee.State.Name, committee.State.ShortName, committee.State.AreaCode, committee.State.Kind);
}
