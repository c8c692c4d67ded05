using System.Globalization;
using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Anomalies;

/// <summary>Anomalies of an area, those of the latest periods first.</summary>
internal static class ListAnomalies
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, string? kind, string? month, string? state, [AsParameters] Paging paging, StoreReader store, AreaQuestions questions,
        TimeProvider clock)
    {
        var of = default(DateOnly);
        var check = new FieldCheck()
            .That(kind is null || AnomalyRules.Find(kind) is not null, "kind", "unknown", "没有该类提示", "No such kind")
            .That(state is null or Verdicts.Open || Verdicts.All.Contains(state), "state", "unknown", "没有该处置状态", "No such state")
            .That(
                month is null || DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out of),
                "month", "malformed", "应为 yyyy-MM", "Must be yyyy-MM");
        var (question, bad) = await questions.ReadAsync(
            http, Registry.Find("M01")!, clock.GetUtcNow(), ["area"], "kind", "month", "state", "after", "limit");
        bad = paging.Refusal ?? check.Refusal ?? bad;
        if (bad is not null)
        {
            return Problem.From(http, bad);
        }

        var found = await AnomalyRows.ListAsync(
            store, question!.Area?.Value ?? "", kind, month is null ? null : of, state, paging.After, paging.Size + 1, http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(AnomalyAnswer.Of)], a => a.Id), ServiceJson.Options);
    }
}
