using Mediation.Contracts;

namespace Mediation.Reporting.Tests;

/// <summary>Figures follow the area: the question about another one's area has no answer.</summary>
public sealed class WhoMayWhat(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    [Fact]
    public async Task answers_are_what_the_access_table_says() =>
        (await AccessMatrix.DifferencesAsync(reporting.Service, AccessTable.Reporting, Ask)).ShouldBeEmpty();

    private static Asked Ask(string route, Place place) => route switch
    {
        "GET /api/v1/metrics" => new("/api/v1/metrics"),
        "GET /api/v1/metrics/{code}" => new($"/api/v1/metrics/M04?area={AccessMatrix.AreaOf(place)}"),
        "GET /api/v1/metrics/{code}/cases" => new($"/api/v1/metrics/M04/cases?area={AccessMatrix.AreaOf(place)}"),
        // Answered whoever asks; what is refused is told question by question.
        "POST /api/v1/metrics/query" => new(
            "/api/v1/metrics/query", new { items = new[] { new { metric = "M04", area = AccessMatrix.AreaOf(place) } } },
            Listed: $"\"area\":\"{AccessMatrix.AreaOf(place)}\"", AtVersion: false),
        // Signed links.
        "POST /api/v1/exports/links" => new(
            "/api/v1/exports/links",
            new { question = $"/api/v1/metrics/M04?area={AccessMatrix.AreaOf(place)}", expires = TimeProvider.System.GetUtcNow().AddDays(1) }, AtVersion: false),
        "GET /api/v1/exports/links" => new("/api/v1/exports/links"),
        "DELETE /api/v1/exports/links/{id}" => new($"/api/v1/exports/links/{AccessMatrix.UnitOf(place)}", Stricter: true),
        "GET /api/v1/audit/reporting" => new("/api/v1/audit/reporting"),
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "Say how to ask for it."),
    };
}
