using Mediation.Reporting.Exports;
using Mediation.Reporting.Spreadsheets;
using Microsoft.OpenApi;

namespace Mediation.Reporting.Metrics;

/// <summary>What the framework cannot see of a route, for its OpenAPI description: parameters that are read by hand, and forms beside JSON.</summary>
internal static class Describing
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["area"] = "Area code, or all; of a caller with one area, that area",
        ["from"] = "First day, of Asia/Shanghai; the first of the year when missing",
        ["to"] = "Last day, inclusive; today when missing",
        ["groupBy"] = "One or two of what the metric's definition lists, with a comma",
        ["asOf"] = "A past instant with its offset: figures as they were known then",
        ["compare"] = "previous or year",
        ["compareFrom"] = "First day of a period to compare with",
        ["compareTo"] = "Its last day",
        ["populationKind"] = "registered or resident",
        ["asOutsider"] = "true: about an area that the caller's lies in, without its small cells",
    };

    /// <summary>Adds the parameters of a question to a metric.</summary>
    internal static RouteHandlerBuilder Asked(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        foreach (var name in QueryParameters.Names)
        {
            Add(operation, name, Texts[name], new OpenApiSchema { Type = JsonSchemaType.String });
        }

        return Task.CompletedTask;
    });

    /// <summary>Adds the forms of a file, and the parameter that chooses one.</summary>
    internal static RouteHandlerBuilder Exported(this RouteHandlerBuilder route) => route.AsFile().AddOpenApiOperationTransformer((operation, _, _) =>
    {
        Add(operation, ExportFormats.Parameter, "In place of Accept", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["json", "csv", "xlsx"] });
        return Task.CompletedTask;
    });

    /// <summary>Adds the forms of a file alone.</summary>
    internal static RouteHandlerBuilder AsFile(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        if (operation.Responses?["200"].Content is { } content)
        {
            content[ExportFormats.CsvType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            content[Workbook.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        }

        return Task.CompletedTask;
    });

    private static void Add(OpenApiOperation operation, string name, string text, OpenApiSchema schema) => (operation.Parameters ??= []).Add(
        new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = text, Schema = schema });
}
