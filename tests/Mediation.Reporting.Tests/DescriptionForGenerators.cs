using System.Text.Json.Nodes;
using Mediation.Contracts;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>A generator that nobody here wrote makes typed answers of the OpenAPI description.</summary>
public sealed class DescriptionForGenerators(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><UseAppHost>false</UseAppHost>
            <Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors><OutputPath>built</OutputPath>
          </PropertyGroup>
        </Project>
        """;

    private const string Consumer =
        """
        using var http = new System.Net.Http.HttpClient { BaseAddress = new System.Uri(args[0]) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", args[1]);
        var client = new Generated.ReportingClient(http);
        var answer = await client.GetMetricAsync("M03", area: args[2], from: "2026-03-01", to: "2026-03-31", groupBy: "outcome");
        System.Console.Write($"{answer.Name.Zh} {answer.Numerator}/{answer.Denominator} {answer.Percent} {answer.To:yyyy-MM-dd}");
        foreach (var group in answer.Groups ?? [])
        {
            System.Console.Write($" {group.Key}={group.Numerator}");
        }

        var batch = await client.QueryMetricsAsync(new() { Items = [new() { Metric = "M03", Area = "33" }] });
        System.Console.Write($" {System.Linq.Enumerable.Single(batch.Items).Problem?.Code}");
        """;

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
    public async Task nswag_makes_a_client_that_compiles_without_a_warning_and_reads_answers()
    {
        const string area = "610981106";
        await reporting.RecordAsync(Closed(NewId(), "A", area: area), Closed(NewId(), "U", area: area));
        var document = await OpenApiDocument.FromJsonAsync(await reporting.Client.GetStringAsync("/openapi/v1.json"));
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "ReportingClient", UseBaseUrl = false, GenerateOptionalParameters = true,
            CSharpGeneratorSettings =
            {
                Namespace = "Generated", JsonLibrary = CSharpJsonLibrary.SystemTextJson, GenerateNullableReferenceTypes = true,
                DateType = "System.DateOnly", NumberType = "decimal",
            },
        };
        var folder = Directory.CreateTempSubdirectory("nswag-");
        var generated = new CSharpClientGenerator(document, settings).GenerateFile();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ReportingClient.cs"), generated);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Consumer.cs"), Consumer);
        var project = Path.Combine(folder.FullName, "Consumer.csproj");
        await File.WriteAllTextAsync(project, Project);
        await NodeProgram.RunAsync("dotnet", "build", project, "-nologo", "-v:q", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        var said = await NodeProgram.RunAsync(
            "dotnet", Path.Combine(folder.FullName, "built", "net10.0", "Consumer.dll"), $"{reporting.Client.BaseAddress}",
            $"Bearer {TestIssuer.Token($"{NewId()}", [Roles.BureauClient], [], [area])}", area);
        said.ShouldBe("调解成功率（受理口径） 1/2 50 2026-03-31 A=1 U=0 area.unknown");
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
