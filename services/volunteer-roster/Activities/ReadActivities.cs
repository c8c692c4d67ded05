using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Activities;

/// <summary>One activity, and the list of them.</summary>
internal static class ReadActivities
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var fetched = await store.FetchForWritingAsync<Activity>(id, http.RequestAborted);
        return fetched.Exists
            ? await Versioned.ReadAsync(http, fetched.Version, async () =>
            {
                await trail.RecordReadAsync(http, id);
                var texts = await vault.OpenAsync(store, id, http.RequestAborted);
                return ActivityRead.Of(fetched, texts[id, RecordActivity.TitleField], texts[id, WithdrawActivity.ReasonField]);
            })
            : Problem.From(http, Refusal.Unknown("activity"));
    }

    /// <param name="http">The request.</param>
    /// <param name="store">Who asks.</param>
    /// <param name="area">Activities in it.</param>
    /// <param name="team">Of a team.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="after">Id of the last one seen.</param>
    /// <param name="limit">1 to 200.</param>
    internal static async Task<IResult> ListAsync(
        HttpContext http, StoreReader store, string? area = null, Guid? team = null, DateOnly? from = null, DateOnly? to = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var check = new FieldCheck().That(area is null || AreaCode.TryParse(area, out _), "area", "malformed", "区划代码有误", "Not an area code");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.QueryAsync<Activity>(
            p => $"id > {p.Bind(after ?? Guid.Empty)}{Areas.Within(p, area)}"
                + (team is { } one ? $" and team_id = {p.Bind(one)}" : "")
                + (from is { } first ? $" and day >= {p.Bind(first.ToString("O"))}" : "")
                + (to is { } last ? $" and day <= {p.Bind(last.ToString("O"))}" : "")
                + $" order by id limit {p.Bind(paging.Size + 1)}",
            http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(activity => ActivityRead.Of(activity, null, null))], item => item.Id), ServiceJson.Options);
    }
}

internal sealed record ActivityRead(
    Guid Id, long Version, ActivityKind Kind, Guid? TeamId, Guid? CommitteeId, string AreaCode, DateOnly Day, int Minutes, IReadOnlyList<Guid> PersonIds,
    int Others, string? Evidence, bool Withdrawn, string? Title, string? WithdrawalReason)
{
    internal static ActivityRead Of(Fetched<Activity> activity, string? title, string? reason)
    {
        var state = activity.State;
        return new ActivityRead(
            activity.Id, activity.Version, state.Kind, state.TeamId, state.CommitteeId, state.AreaCode, state.Day, state.Minutes, state.PersonIds,
            state.Others, state.Evidence, state.Withdrawn, title, reason);
    }
}
