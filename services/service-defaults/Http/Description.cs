using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Mediation.ServiceDefaults;

/// <summary>
/// The OpenAPI description, made once per release by a process that ends: whoever makes it keeps 10 to 20 MB of reflected types for good.
/// Where there is no such file, or one older than the binaries, it is made when somebody asks. <c>Description:File</c> names it; without,
/// it is <c>openapi.json</c> beside the binaries.
/// </summary>
public static class Description
{
    private const string Document = "v1";
    private const string Route = "/openapi/{documentName}.json";

    // What would describe it is not even loaded where a file does: what a method names is loaded when it is compiled, not when it gets there,
    // so that it stands in methods of its own, which must not be inlined.
    internal static void AddDescription(this WebApplicationBuilder builder)
    {
        if (!IsOfTheseBinaries(Written(builder.Configuration)))
        {
            AddDescribing(builder.Services);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddDescribing(IServiceCollection services) =>
        services.AddOpenApi(description => description.AddSchemaTransformer(DescribedSchemas.DescribeAsync));

    internal static void MapDescription(this WebApplication app)
    {
        var written = Written(app.Configuration);
        if (IsOfTheseBinaries(written))
        {
            app.MapGet(Route, (string documentName) => documentName == Document
                ? Results.File(written, "application/json;charset=utf-8")
                : Results.NotFound()).ExcludeFromDescription();
        }
        else
        {
            MapDescribing(app);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapDescribing(WebApplication app) => app.MapOpenApi(Route);

    /// <summary>Writes the file that the next start serves, unless it is there.</summary>
    /// <param name="app">The host with all its routes, not started.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task WriteDescriptionAsync(this WebApplication app)
    {
        var written = Written(app.Configuration);
        if (IsOfTheseBinaries(written))
        {
            return;
        }

        // Only now does the host know its routes: it would collect them when it starts.
        app.UseRouting().UseEndpoints(_ => { });
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document).GetOpenApiDocumentAsync();
        // By way of another name: half a file is never served.
        var half = written + ".new";
        await File.WriteAllTextAsync(half, await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        File.Move(half, written, overwrite: true);
    }

    // A file that was left behind by the release before describes routes that there may no longer be.
    private static bool IsOfTheseBinaries(string written) => File.Exists(written) && File.GetLastWriteTimeUtc(written) is var at
        && Directory.EnumerateFiles(AppContext.BaseDirectory, "Mediation.*.dll").All(binary => File.GetLastWriteTimeUtc(binary) <= at);

    private static string Written(IConfiguration configuration) =>
        configuration["Description:File"] ?? Path.Combine(AppContext.BaseDirectory, "openapi.json");
}
