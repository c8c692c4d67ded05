using Mediation.EventStore;
using Mediation.Roster.Mediators;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

internal static class GetTeam
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var fetched = await store.FetchForWritingAsync<Team>(id, http.RequestAborted);
        return fetched.Exists
            ? await Versioned.ReadAsync(http, fetched.Version, async () =>
            {
                await trail.RecordReadAsync(http, id);
                var texts = await vault.OpenAsync(store, id, http.RequestAborted);
                return TeamRead.Of(fetched, texts[id, RegisterMediator.NameField]);
            })
            : Problem.From(http, Refusal.Unknown("team"));
    }
}

/// <param name="Id">The team.</param>
/// <param name="Version">ETag of the next change.</param>
/// <param name="Name">Null in lists.</param>
/// <param name="Kind">team, studio, branch, squad.</param>
/// <param name="ParentId">The team it is a branch or squad of.</param>
/// <param name="CommitteeId">Whose it is.</param>
/// <param name="AreaCode">Where.</param>
/// <param name="ActiveTo">Its last day.</param>
internal sealed record TeamRead(
    Guid Id, long Version, string? Name, TeamKind Kind, Guid? ParentId, Guid? CommitteeId, string AreaCode, DateOnly? ActiveTo)
{
    internal static TeamRead Of(Fetched<Team> team, string? name) => new(
        team.Id, team.Version, name, team.State.Kind, team.State.ParentId, team.State.CommitteeId, team.State.AreaCode, team.State.ActiveTo);
}
