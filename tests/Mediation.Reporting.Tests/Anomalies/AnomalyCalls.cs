using System.Text.Json;
using Mediation.Contracts;
using Mediation.Reporting.Anomalies;
using Mediation.Reporting.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Reporting.Tests.Anomalies;

internal static class AnomalyCalls
{
    /// <summary>Records some facts and looks where they changed something.</summary>
    internal static async Task SweepAsync(this ReportingFixture reporting, IEnumerable<FactRow> facts)
    {
        await reporting.Facts.RecordAsync([.. facts]);
        await reporting.Services.GetRequiredService<AnomalySweep>().SweepDueAsync(TimeSpan.Zero);
    }

    internal static async Task<List<JsonElement>> AnomaliesAsync(this ReportingFixture reporting, string area, string more = "") =>
        [.. (await reporting.GetAsync($"/api/v1/anomalies?area={area}&limit=200{more}")).GetProperty("items").EnumerateArray()];

    internal static async Task<List<string?>> KindsAsync(this ReportingFixture reporting, string area) =>
        [.. (await reporting.AnomaliesAsync(area)).Select(a => a.Text("kind")).Order(StringComparer.Ordinal)];

    internal static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    internal static decimal Count(this JsonElement anomaly, string name) => anomaly.GetProperty("evidence").GetProperty("counts").GetProperty(name).GetDecimal();

    /// <summary>A client of somebody with one role in an area.</summary>
    internal static HttpClient As(this ReportingFixture reporting, string role, string area)
    {
        var client = new HttpClient { BaseAddress = reporting.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestIssuer.Token($"{SomeFacts.NewId()}", [role], [], [area]));
        return client;
    }

    internal static HttpClient Analyst(this ReportingFixture reporting, string area) => reporting.As(Roles.BureauAnalyst, area);
}
