using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mediation.Gateway.Requests;

namespace Mediation.Gateway.OpenApi;

internal static class OpenApiPages
{
    private const string Head = """
        <!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Mediation API</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}code{font-size:.95em}
        td{padding:.15rem .75rem .15rem 0;vertical-align:top}</style>
        <h1>Mediation API</h1><p><a href="/openapi/v1.json">OpenAPI 3.1 (JSON)</a></p>
        """;

    private static readonly JsonSerializerOptions _readable = new() { Encoder = Languages.Readable };

    private static readonly HashSet<string> _methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    public static void AddOpenApiMerger(this IServiceCollection services) => services.AddSingleton<OpenApiMerger>();

    public static void MapOpenApiPages(this WebApplication app)
    {
        app.MapGet("/openapi/v1.json", async (OpenApiMerger merger, CancellationToken stop) =>
            Results.Text((await merger.DocumentAsync(stop)).ToJsonString(_readable), "application/json"));
        app.MapGet("/openapi", async (HttpContext http, OpenApiMerger merger, CancellationToken stop) =>
        {
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
            return Results.Text(Page(await merger.DocumentAsync(stop)), "text/html; charset=utf-8");
        });
    }

    private static string Page(JsonObject document)
    {
        var page = new StringBuilder(Head);
        foreach (var missing in document["x-missing"] as JsonArray ?? [])
        {
            page.Append($"<p>无法访问 / not answering: <code>{Html(missing)}</code></p>");
        }

        var operations =
            from path in document["paths"] as JsonObject ?? []
            from operation in path.Value as JsonObject ?? []
            where _methods.Contains(operation.Key)
            select (Path: path.Key, Method: operation.Key, What: operation.Value);
        foreach (var tag in operations.GroupBy(o => o.What?["tags"]?[0]?.ToString() ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append($"<h2>{Html(tag.Key)}</h2><table>");
            foreach (var (path, method, what) in tag)
            {
                page.Append($"<tr><td><code>{method.ToUpperInvariant()}</code><td><code>{Html(path)}</code><td>{Html(what?["summary"])}");
            }

            page.Append("</table>");
        }

        return page.ToString();
    }

    private static string Html(object? text) => WebUtility.HtmlEncode(text?.ToString() ?? "");
}
