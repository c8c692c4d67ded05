using Mediation.Reporting.Anomalies;
using Mediation.Reporting.Effectiveness;
using Mediation.Reporting.ExportLinks;
using Mediation.Reporting.Heat;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Publications;
using Mediation.Reporting.Recurrences;
using Mediation.Reporting.Sheets;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting;

/// <summary>Every route of the service.</summary>
internal static class ReportingEndpoints
{
    internal static void MapReporting(this IEndpointRouteBuilder app)
    {
        var metrics = app.MapGroup("/api/v1/metrics").WithTags("Metrics");
        metrics.MapListMetrics();
        metrics.MapGetMetric();
        metrics.MapListCases();
        metrics.MapQueryMetrics();
        app.MapAnomalies();
        app.MapEffectiveness();
        app.MapHeat();
        app.MapRecurrences();
        app.MapPublications();
        app.MapSheets();
        app.MapExportLinks();
        app.MapAuditTrail("reporting");
    }
}
