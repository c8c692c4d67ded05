using Mediation.Contracts;
using Mediation.Reporting.Anomalies;
using Mediation.Reporting.Publications;
using Mediation.Reporting.Sheets;
using Mediation.Reporting.Storage;
using Mediation.Reporting.Tests.Anomalies;

namespace Mediation.Reporting.Tests;

/// <summary>Figures follow the area: the question about another one's area has no answer.</summary>
public sealed class WhoMayWhat(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private static readonly Guid Dispute = Guid.Parse("01900000-0000-7000-8000-0000000000d1");
    private static readonly Guid Elsewhere = Guid.Parse("01900000-0000-7000-8000-0000000000d3");
    private static readonly Guid Denial = Guid.Parse("01900000-0000-7000-8000-0000000000d2");
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task answers_are_what_the_access_table_says()
    {
        // An anomaly in each area.
        await reporting.SweepAsync(
        [
            Planted.Row(Planted.Denied(Dispute, Denial, AccessMatrix.Area)), Planted.Row(Planted.Denied(Elsewhere, Denial, AccessMatrix.Elsewhere)),
        ]);
        await PutThereAsync();
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
        "GET /api/v1/recurrences/suggestions" => new($"/api/v1/recurrences/suggestions?area={AccessMatrix.AreaOf(place)}"),
        // Publications.
        "GET /api/v1/publications" => new($"/api/v1/publications", Listed: $"{PublicationOf(place)}"),
        "POST /api/v1/publications" => new(
            "/api/v1/publications", new { title = "x", area = AccessMatrix.AreaOf(place), questions = new[] { new { metric = "M01" } } }, Makes: true),
        "GET /api/v1/publications/{id}" => new($"/api/v1/publications/{PublicationOf(place)}"),
        "GET /api/v1/publications/{id}/revisions/{revision}" => new($"/api/v1/publications/{PublicationOf(place)}/revisions/1"),
        "POST /api/v1/publications/{id}/revisions" => new($"/api/v1/publications/{PublicationOf(place)}/revisions", new { reason = "x" }),
        // Official sheets.
        "GET /api/v1/sheets/{sheet}" => new($"/api/v1/sheets/S1?area={AccessMatrix.AreaOf(place)}&month=2026-01"),
        "GET /api/v1/sheets/{sheet}/closings" => new("/api/v1/sheets/S2/closings", Listed: $"{ClosingOf(place)}"),
        "POST /api/v1/sheets/{sheet}/closings" => new("/api/v1/sheets/S1/closings", new { area = AccessMatrix.AreaOf(place), month = "2026-01" }, Makes: true),
        "GET /api/v1/sheets/{sheet}/closings/{id}" => new($"/api/v1/sheets/S2/closings/{ClosingOf(place)}"),
        "GET /api/v1/sheets/{sheet}/closings/{id}/revisions/{revision}" => new($"/api/v1/sheets/S2/closings/{ClosingOf(place)}/revisions/1"),
        "POST /api/v1/sheets/{sheet}/closings/{id}/revisions" => new($"/api/v1/sheets/S2/closings/{ClosingOf(place)}/revisions", new { reason = "x" }),
        // Signed links.
        "POST /api/v1/exports/links" => new(
            "/api/v1/exports/links",
            new { question = $"/api/v1/metrics/M04?area={AccessMatrix.AreaOf(place)}", expires = TimeProvider.System.GetUtcNow().AddDays(1) }, AtVersion: false),
        "GET /api/v1/exports/links" => new("/api/v1/exports/links"),
        "DELETE /api/v1/exports/links/{id}" => new($"/api/v1/exports/links/{AccessMatrix.UnitOf(place)}", Stricter: true),
        "GET /api/v1/audit/reporting" => new("/api/v1/audit/reporting"),
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "Say how to ask for it."),
    };

    private static Guid AnomalyOf(Place place) =>
        Finding.IdOf("denied", 202600, $"{AccessMatrix.AreaOf(place)}/{(place == Place.OtherArea ? Elsewhere : Dispute)}/denial/{Denial}");

    private async Task PutThereAsync()
    {
        foreach (var place in Enum.GetValues<Place>())
        {
            var area = AccessMatrix.AreaOf(place);
            await reporting.Service.AppendAsync<Publication>(PublicationOf(place), [new FiguresPublished(area, 2025, (int)place + 1, [new("M01", area)], Then, "", Then)]);
            await reporting.Service.AppendAsync<SheetClosing>(ClosingOf(place), [new SheetClosed("S2", area, MonthOf(place), "", Then)]);
            await FreezeAsync(PublicationOf(place), area, "[]"u8.ToArray());
            await FreezeAsync(ClosingOf(place), area, """{"code":"S2","title":"","area":"","areaName":"","month":"2025-01","asOf":"2026-01-02T03:04:05Z","sections":[]}"""u8.ToArray());
        }
    }

    private Task<bool> FreezeAsync(Guid subject, string area, byte[] content) => reporting.Store.InTransactionAsync(async transaction =>
    {
        await Frozen.WriteAsync(transaction, subject, 1, area, content, CancellationToken.None);
        return true;
    });

    private static Guid PublicationOf(Place place) => new($"00000000-0000-4000-8000-00000000020{(int)place}");

    private static Guid ClosingOf(Place place) => SheetClosing.IdOf("S2", AccessMatrix.AreaOf(place), MonthOf(place));

    private static string MonthOf(Place place) => $"2025-0{(int)place + 1}";
}
