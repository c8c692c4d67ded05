using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Clocks;
using Npgsql;

namespace Mediation.Workflow.Cases;

/// <summary>Cases by mediator, status, area and what is due, from snapshots.</summary>
internal static class ListCases
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, StoreReader store, TimeProvider clock, string? mediator, string? status, string? area, string? due, string? after,
        string? limit)
    {
        var now = clock.GetUtcNow();
        CaseStatus? wanted = Enum.TryParse<CaseStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        AreaCode.TryParse(area, out var code);
        var range = string.IsNullOrEmpty(due) ? null : DueRange.Parse(due, now);
        var dueAfter = range is null || string.IsNullOrEmpty(after) ? null : DueCursor.Parse(after);
        var check = new FieldCheck()
            .Id("mediator", mediator, out var mediatorId)
            .That(string.IsNullOrEmpty(status) || wanted is not null, "status", "unknown", "没有该状态", "No such status")
            .That(string.IsNullOrEmpty(area) || code is not null, "area", "malformed", "不是行政区划代码", "Not an area code")
            .That(string.IsNullOrEmpty(due) || range is not null, "due", "unknown", "应为 overdue、soon、today、week 或日期", "Must be overdue, soon, today, week or a day")
            .Number("limit", limit, 1, Paging.Most, out var most);
        Guid? afterId = null;
        check = range is null
            ? check.Id("after", after, out afterId)
            : check.That(string.IsNullOrEmpty(after) || dueAfter is not null, "after", "malformed", "不是本列表的续页标记", "Not a cursor of this list");
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var size = (int)(most ?? Paging.Default);
        var query = new CaseQuery(mediatorId, wanted, code, afterId, size + 1) { Due = range, DueAfter = dueAfter };
        var found = await store.QueryAsync<Case>(query.Condition, http.RequestAborted);
        var next = await NextDue.OfAsync(store, [.. found.Select(f => f.Id)], now, http.RequestAborted);
        var items = found.Take(size).Select(f => ListedCase.From(f, next.GetValueOrDefault(f.Id))).ToList();
        return Results.Json(new CasePage(items, found.Count > size ? query.CursorOf(items[^1]) : null), ServiceJson.Options);
    }
}

/// <summary>The condition of a list. Every shape of it is an ordered scan of one index, however few rows match.</summary>
internal sealed record CaseQuery(Guid? Mediator, CaseStatus? Status, AreaCode? Area, Guid? After, int Size)
{
    private const int County = 6;

    /// <summary>Only cases that are due in this range, in the order of their due instants.</summary>
    internal DueRange? Due { get; init; }

    internal DueCursor? DueAfter { get; init; }

    internal string CursorOf(ListedCase last) =>
        Due is not null && last.NextDue is { } next ? new DueCursor(next.DueAt, last.Id).ToString() : last.Id.ToString();

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
            if (Due is not null && Mediator is null && place.Value.Length >= County)
            {
                conditions.Add($"left(area_code, {County}) = {parameters.Bind(place.Value[..County])}");
            }
        }

        if (Due is { } range)
        {
            conditions.Add(range.Condition(parameters));
            if (DueAfter is { } cursor)
            {
                conditions.Add($"(due_at, id) > ({parameters.Bind(cursor.DueAt.UtcDateTime)}, {parameters.Bind(cursor.Id)})");
            }

            return $"{string.Join(" and ", conditions)} order by due_at, id limit {parameters.Bind(Size)}";
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

internal sealed record CasePage(IReadOnlyList<ListedCase> Items, string? Next);

internal sealed record ListedCase(
    Guid Id, string CaseNumber, CaseStatus Status, Guid CommitteeId, string AreaCode, string TypeCode, Guid? MediatorId, int? CurrentStep,
    DateTimeOffset AcceptedAt, string? Outcome, DateTimeOffset? ClosedAt, long Version, Risk Colour, NextDue? NextDue)
{
    internal static ListedCase From(Fetched<Case> found, NextDue? next) => new(
        found.Id, found.State.CaseNumber, found.State.Status, found.State.CommitteeId, found.State.AreaCode, found.State.TypeCode,
        found.State.MediatorId, found.State.CurrentStep,
        found.State.AcceptedAt, found.State.Outcome, found.State.ClosedAt, found.Version,
        found.State.Assessment.InEffect, next);
}
