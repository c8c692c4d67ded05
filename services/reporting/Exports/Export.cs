using Mediation.Reporting.Metrics;
using Mediation.Reporting.Spreadsheets;
using Microsoft.Net.Http.Headers;

namespace Mediation.Reporting.Exports;

/// <summary>Sends a table as a file, with the definitions of what is in it.</summary>
internal static class Export
{
    /// <summary>Where the definitions are, for a file that has no room for them (RFC 8288).</summary>
    private const string Definitions = "</api/v1/metrics?format=csv>; rel=\"describedby\"; type=\"text/csv\"";

    /// <param name="http">The request.</param>
    /// <param name="format">Csv or Xlsx.</param>
    /// <param name="name">Of the file, without its extension: letters, digits, '-' and '_'.</param>
    /// <param name="table">What is in it.</param>
    /// <param name="metrics">Whose definitions stand on the second sheet; none where the table itself holds them.</param>
    internal static IResult File(HttpContext http, ExportFormat format, string name, Table table, params IEnumerable<Metric> metrics)
    {
        var file = $"{name}.{format.Extension()}";
        if (format == ExportFormat.Csv)
        {
            http.Response.Headers.Append(HeaderNames.Link, Definitions);
            return Results.File(CsvFile.Write(table), $"{ExportFormats.CsvType}; charset=utf-8", file);
        }

        var definitions = metrics.Distinct().Select(ListMetrics.Definition.Of).ToList();
        Worksheet[] sheets = definitions.Count == 0 ? [table.ToSheet()] : [table.ToSheet(), DefinitionTable.Of(definitions).ToSheet()];
        return Results.File(Workbook.Write(sheets), Workbook.MediaType, file);
    }

    /// <summary>A file's name tells what was asked: metric, area, period.</summary>
    internal static string NameOf(MetricQuery query) => $"{query.Metric.Code}_{query.Area?.Value ?? MetricQuery.Whole}_{query.From:yyyyMMdd}-{query.To:yyyyMMdd}";
}
