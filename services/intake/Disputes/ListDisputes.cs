using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Intake.Disputes;

internal static class ListDisputes
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, StoreReader store, string? area = null, string? status = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var check = new FieldCheck()
            .That(area is null || AreaCode.TryParse(area, out _), "area", "malformed", "区划代码有误", "Not an area code")
            .That(status is null || StatusOf(status) is not null, "status", "unknown", "状态未知", "Unknown status");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.QueryAsync<Dispute>(p => Condition(p, area, StatusOf(status), paging), http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(Listed)], item => item.Id), ServiceJson.Options);
    }

    private static string Condition(List<NpgsqlParameter> parameters, string? area, DisputeStatus? status, Paging paging)
    {
        List<string> conditions = [$"id > {parameters.Bind(paging.After ?? Guid.Empty)}"];
        if (AreaCode.TryParse(area, out var within))
        {
            var prefix = within.Value.Value;
            conditions.Add($"area_code >= {parameters.Bind(prefix)} and area_code < {parameters.Bind(prefix + ':')}");
        }

        if (status is { } wanted)
        {
            conditions.Add($"status = {parameters.Bind(wanted.ToString())}");
        }

        return $"{string.Join(" and ", conditions)} order by id limit {parameters.Bind(paging.Size + 1)}";
    }

    private static DisputeListed Listed(Fetched<Dispute> dispute) => new(
        dispute.Id, dispute.Version, dispute.State.Status, dispute.State.Source, dispute.State.TypeCode, dispute.State.AreaCode,
        dispute.State.OccurredOn, dispute.State.RegisteredAt, dispute.State.CommitteeId, dispute.State.CaseNumber, dispute.State.DuplicateOf);

    // By name only: Enum.TryParse would take numbers too.
    private static DisputeStatus? StatusOf(string? name) =>
        Enum.GetValues<DisputeStatus>().Cast<DisputeStatus?>()
            .FirstOrDefault(s => string.Equals(s.ToString(), name, StringComparison.OrdinalIgnoreCase));
}

internal sealed record DisputeListed(
    Guid Id, long Version, DisputeStatus Status, string Source, string TypeCode, string AreaCode, DateOnly OccurredOn, DateTimeOffset RegisteredAt,
    Guid? CommitteeId, string? CaseNumber, Guid? DuplicateOf);
