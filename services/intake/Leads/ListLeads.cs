using Mediation.EventStore;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Intake.Leads;

internal static class ListLeads
{
    /// <param name="http">The request.</param>
    /// <param name="store">Who asks.</param>
    /// <param name="area">Leads in it.</param>
    /// <param name="status">open, registered, linked, settled, diverted, dismissed.</param>
    /// <param name="reportedBefore">Only those at least this old; ids are in order of arrival, so the list is, too.</param>
    /// <param name="after">Id of the last one seen.</param>
    /// <param name="limit">1 to 200.</param>
    internal static async Task<IResult> HandleAsync(
        HttpContext http, StoreReader store, string? area = null, string? status = null, string? reportedBefore = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var wanted = ListFilters.Named<LeadStatus>(status);
        var before = ListFilters.Time(reportedBefore);
        var check = new FieldCheck()
            .That(ListFilters.MayBeArea(area), "area", "malformed", "区划代码有误", "Not an area code")
            .That(status is null || wanted is not null, "status", "unknown", "状态未知", "Unknown status")
            .That(reportedBefore is null || before is not null, "reportedBefore", "malformed", "时间格式有误", "Not a time with an offset");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.QueryAsync<Lead>(p => Condition(p, area, wanted, before, paging), http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(Listed)], item => item.Id), ServiceJson.Options);
    }

    private static string Condition(List<NpgsqlParameter> parameters, string? area, LeadStatus? status, DateTimeOffset? before, Paging paging)
    {
        List<string> conditions = [$"id > {parameters.Bind(paging.After ?? Guid.Empty)}", .. ListFilters.InArea(parameters, area)];
        if (before is { } at)
        {
            // An id is made before its report is dated: it leads into the index, the date decides.
            conditions.Add($"id < {parameters.Bind(ListFilters.FirstIdAt(at))} and (data ->> 'reportedAt')::timestamptz < {parameters.Bind(at)}");
        }

        if (status is { } wanted)
        {
            conditions.Add($"status = {parameters.Bind(wanted.ToString())}");
        }

        return $"{string.Join(" and ", conditions)} order by id limit {parameters.Bind(paging.Size + 1)}";
    }

    private static LeadListed Listed(Fetched<Lead> lead) => new(
        lead.Id, lead.Version, lead.State.Status, lead.State.Source, lead.State.AreaCode, lead.State.NoticedAt, lead.State.ReportedAt,
        lead.State.CommitteeId, lead.State.DisputeId);
}

internal sealed record LeadListed(
    Guid Id, long Version, LeadStatus Status, string Source, string AreaCode, DateTimeOffset NoticedAt, DateTimeOffset ReportedAt,
    Guid? CommitteeId, Guid? DisputeId);
