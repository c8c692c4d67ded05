using Mediation.Reporting.Metrics;
using Mediation.Reporting.Spreadsheets;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Exports;

/// <summary>In which form an answer goes out.</summary>
internal enum ExportFormat
{
    Json,
    Csv,
    Xlsx,
}

/// <summary>Which form was asked for: by <c>format</c>, or else by <c>Accept</c>; JSON where neither names another.</summary>
internal static class ExportFormats
{
    /// <summary>The parameter, which every route with exports takes beside its own.</summary>
    internal const string Parameter = "format";

    internal const string CsvType = "text/csv";

    private static readonly Refusal Unknown = QueryRefusals.Bad(new FieldError(Parameter, "unknown", "只能是 json、csv 或 xlsx", "Must be json, csv or xlsx"));

    internal static string Extension(this ExportFormat format) => format == ExportFormat.Csv ? "csv" : "xlsx";

    internal static (ExportFormat Format, Refusal? Bad) Read(HttpRequest request) => request.Query[Parameter] switch
    {
        [] => (Accepted(request), null),
        ["json"] => (ExportFormat.Json, null),
        ["csv"] => (ExportFormat.Csv, null),
        ["xlsx"] => (ExportFormat.Xlsx, null),
        _ => (default, Unknown),
    };

    private static ExportFormat Accepted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1)
        .Select(type => type.MediaType.Value switch
        {
            CsvType => ExportFormat.Csv,
            Workbook.MediaType => ExportFormat.Xlsx,
            "application/json" or "application/*" or "*/*" => ExportFormat.Json,
            _ => (ExportFormat?)null,
        })
        .FirstOrDefault(format => format is not null) ?? ExportFormat.Json;
}
