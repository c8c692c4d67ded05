using System.Text.Json.Nodes;

namespace Mediation.Reporting.Tests;

/// <summary>A generator that nobody here wrote makes typed answers of the OpenAPI description.</summary>
public sealed class DescriptionForGenerators(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    [Fact]
    public async Task openapi_typescript_makes_types_that_a_strict_program_compiles_against()
    {
        await NodeProgram.InstallAsync();
        var folder = Directory.CreateTempSubdirectory("openapi-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "reporting.json"), await reporting.Client.GetStringAsync("/openapi/v1.json"));
        var (description, types) = (Path.Combine(folder.FullName, "reporting.json"), Path.Combine(folder.FullName, "reporting.d.ts"));
        await NodeProgram.RunAsync("node", "node_modules/openapi-typescript/bin/cli.js", description, "--output", types);
        var program = Path.Combine(folder.FullName, "consumer.ts");
        File.Copy(Path.Combine(ReferenceData.Find("tests"), "Mediation.Identity.Tests", "node", "consumer.ts"), program);
        await NodeProgram.RunAsync("node", "node_modules/typescript/bin/tsc", "--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", program);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task every_operation_has_a_name_of_its_own_and_says_what_it_answers()
    {
        var document = JsonNode.Parse(await reporting.Client.GetStringAsync("/openapi/v1.json"))!;
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(o => o.Value!).ToList();
        var names = operations.Select(o => o["operationId"]?.ToString()).ToList();
        names.ShouldNotContain((string?)null);
        names.Distinct().Count().ShouldBe(names.Count);
        var untyped = operations.Where(o => o["responses"]!.AsObject().All(r => r.Value!["content"]?.AsObject().Count is null or 0)).Select(o => o["operationId"]!.ToString());
        untyped.ShouldBeEmpty();
    }
}
