using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Workflow.Cases;

/// <summary>Cases by mediator, status and area, from snapshots.</summary>
internal static class ListCases
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, StoreReader store, string? mediator, string? status, string? area, string? after, string? limit)
    {
        CaseStatus? wanted = Enum.TryParse<CaseStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        AreaCode.TryParse(area, out var code);
        var check = new FieldCheck()
            .Id("mediator", mediator, out var mediatorId)
            .That(string.IsNullOrEmpty(status) || wanted is not null, "status", "unknown", "没有该状态", "No such status")
            .That(string.IsNullOrEmpty(area) || code is not null, "area", "malformed", "不是行政区划代码", "Not an area code")
            .Id("after", after, out var afterId)
            .Number("limit", limit, 1, Paging.Most, out var most);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var size = (int)(most ?? Paging.Default);
        var found = await store.QueryAsync<Case>(
            new CaseQuery(mediatorId, wanted, code, afterId, size + 1).Condition, http.RequestAborted);
        var items = found.Take(size).Select(ListedCase.From).ToList();
        return Results.Json(new CasePage(items, found.Count > size ? items[^1].Id : null), ServiceJson.Options);
    }
}

/// <summary>The condition of a list. Every shape of it is an ordered scan of one index, however few rows match.</summary>
internal sealed record CaseQuery(Guid? Mediator, CaseStatus? Status, AreaCode? Area, Guid? After, int Size)
{
    internal string Condition(List<NpgsqlParameter> parameters)
    {
        List<string> conditions = ["true"];
        if (Mediator is { } who)
        {
            conditions.Add($"mediator_id = {parameters.Bind(who)}");
        }

        if (Status is { } state)
        {
            conditions.Add($"status = {parameters.Bind(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString()))}");
        }

        if (Area is { } place)
        {
            // Digits only, so the next character after 9 bounds the prefix; unlike LIKE this keeps its index in a prepared plan.
            // Of one mediator's cases it is a filter only: a range there could lead a prepared plan to the wider index.
            conditions.Add(Mediator is null
                ? $"area_code >= {parameters.Bind(place.Value)} and area_code < {parameters.Bind(place.Value + ':')}"
                : $"left(area_code, {place.Value.Length}) = {parameters.Bind(place.Value)}");
        }

        // A mediator has hundreds of cases at most; all else is read in the order of an area index.
        var order = Mediator is null ? "area_code, id" : "id";
        if (After is { } last)
        {
            var id = parameters.Bind(last);
            conditions.Add(Mediator is null ? $"(area_code, id) > ((select area_code from mt_doc_case where id = {id}), {id})" : $"id > {id}");
        }

        return $"{string.Join(" and ", conditions)} order by {order} limit {parameters.Bind(Size)}";
    }
}

internal sealed record CasePage(IReadOnlyList<ListedCase> Items, Guid? Next);

internal sealed record ListedCase(
    Guid Id, string CaseNumber, CaseStatus Status, Guid CommitteeId, string AreaCode, string TypeCode, Guid? MediatorId, int? CurrentStep,
    DateTimeOffset AcceptedAt, string? Outcome, DateTimeOffset? ClosedAt, long Version)
{
    internal static ListedCase From(Fetched<Case> found) => new(
        found.Id, found.State.CaseNumber, found.State.Status, found.State.CommitteeId, found.State.AreaCode, found.State.TypeCode,
        found.State.MediatorId, found.State.CurrentStep,
        found.State.AcceptedAt, found.State.Outcome, found.State.ClosedAt, found.Version);
}
