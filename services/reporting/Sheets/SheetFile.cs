using Mediation.Reporting.Spreadsheets;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>A sheet in the format that was asked for.</summary>
internal static class SheetFile
{
    internal const string Pdf = "application/pdf";

    internal static Refusal? Refuse(string? format) => new FieldCheck()
        .That(format is null or "json" or "xlsx" or "pdf", "format", "unknown", "只能是 json、xlsx 或 pdf", "Must be json, xlsx or pdf").Refusal;

    internal static async Task<IResult> AnswerAsync(HttpContext http, string? format, SheetAnswer answer, Sheet sheet, PdfPrinter printer)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        var name = $"{sheet.Code}-{sheet.Area}-{sheet.Month}";
        var state = answer.State == "open" ? "未结账" : answer.Revision > 1 ? $"已结账，第{answer.Revision - 1}次更正" : "已结账";
        switch (format)
        {
            case "xlsx":
                return Results.File(SheetWorkbook.Of(sheet, state), Workbook.MediaType, $"{name}.xlsx");
            case "pdf":
                var (pdf, refusal) = await printer.PrintAsync(SheetPage.Of(sheet, state), http.RequestAborted);
                if (pdf is null)
                {
                    http.Response.Headers.RetryAfter = "5";
                    return Problem.From(http, refusal!);
                }

                http.Response.Headers.XContentTypeOptions = "nosniff";
                return Results.File(pdf, Pdf, $"{name}.pdf");
            default:
                return Results.Json(answer, ServiceJson.Options);
        }
    }
}
