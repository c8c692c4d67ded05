using Mediation.Contracts;
using Mediation.Reporting.Anomalies;
using Mediation.Reporting.Tests.Anomalies;

namespace Mediation.Reporting.Tests;

/// <summary>Figures follow the area: the question about another one's area has no answer.</summary>
public sealed class WhoMayWhat(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private static readonly Guid Dispute = Guid.Parse("01900000-0000-7000-8000-0000000000d1");
    private static readonly Guid Elsewhere = Guid.Parse("01900000-0000-7000-8000-0000000000d3");
    private static readonly Guid Denial = Guid.Parse("01900000-0000-7000-8000-0000000000d2");

    [Fact]
    public async Task answers_are_what_the_access_table_says()
    {
        // An anomaly in each area.
        await reporting.SweepAsync(
        [
            Planted.Row(Planted.Denied(Dispute, Denial, AccessMatrix.Area)), Planted.Row(Planted.Denied(Elsewhere, Denial, AccessMatrix.Elsewhere)),
        ]);
        (await AccessMatrix.DifferencesAsync(reporting.Service, AccessTable.Reporting, Ask)).ShouldBeEmpty();
    }

    private static Asked Ask(string route, Place place) => route switch
    {
        "GET /api/v1/metrics" => new("/api/v1/metrics"),
        "GET /api/v1/metrics/{code}" => new($"/api/v1/metrics/M04?area={AccessMatrix.AreaOf(place)}"),
        "GET /api/v1/metrics/{code}/cases" => new($"/api/v1/metrics/M04/cases?area={AccessMatrix.AreaOf(place)}"),
        // Answered whoever asks; what is refused is told question by question.
        "POST /api/v1/metrics/query" => new(
            "/api/v1/metrics/query", new { items = new[] { new { metric = "M04", area = AccessMatrix.AreaOf(place) } } },
            Listed: $"\"area\":\"{AccessMatrix.AreaOf(place)}\"", AtVersion: false),
        "GET /api/v1/anomalies" => new($"/api/v1/anomalies?area={AccessMatrix.AreaOf(place)}"),
        "GET /api/v1/anomalies/{id}" => new($"/api/v1/anomalies/{AnomalyOf(place)}"),
        "POST /api/v1/anomalies/{id}/dispositions" => new($"/api/v1/anomalies/{AnomalyOf(place)}/dispositions", new { verdict = "referred" }),
        "POST /api/v1/anomalies/sweeps" => new("/api/v1/anomalies/sweeps", new { area = AccessMatrix.AreaOf(place), year = 2026 }),
        "GET /api/v1/effectiveness" => new($"/api/v1/effectiveness?area={AccessMatrix.AreaOf(place)}"),
        "GET /api/v1/heat" => new($"/api/v1/heat?area={AccessMatrix.AreaOf(place)}"),
        "GET /api/v1/recurrences" => new($"/api/v1/recurrences?area={AccessMatrix.AreaOf(place)}"),
        "GET /api/v1/audit/reporting" => new("/api/v1/audit/reporting"),
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "Say how to ask for it."),
    };

    private static Guid AnomalyOf(Place place) =>
        Finding.IdOf("denied", 202600, $"{AccessMatrix.AreaOf(place)}/{(place == Place.OtherArea ? Elsewhere : Dispute)}/denial/{Denial}");
}
