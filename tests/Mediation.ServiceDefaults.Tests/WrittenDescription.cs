using System.Text.Json.Nodes;
using Mediation.Testing;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>The description that <c>describe</c> wrote, and when it is not served.</summary>
public sealed class WrittenDescription : IDisposable
{
    private const string Route = "/openapi/v1.json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("description-");

    private string Written => Path.Combine(_folder.FullName, "openapi.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task what_describe_wrote_is_served_and_says_what_the_service_would_say()
    {
        await using (var service = await StartAsync())
        {
            var made = await service.Client.GetStringAsync(Route);
            await service.App.WriteDescriptionAsync();
            PathsOf(await File.ReadAllTextAsync(Written)).ShouldBe(PathsOf(made));
            PathsOf(made).ShouldContain("/notebooks/{id}/lines");
        }

        _folder.GetFiles().ShouldHaveSingleItem().Name.ShouldBe("openapi.json");
        await File.WriteAllTextAsync(Written, """{"openapi":"3.1.1","paths":{}}""");
        await using var next = await StartAsync();
        (await next.Client.GetStringAsync(Route)).ShouldBe(await File.ReadAllTextAsync(Written));
        (await next.Client.GetAsync("/openapi/v2.json")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_file_older_than_any_of_the_suites_binaries_is_not_served()
    {
        await File.WriteAllTextAsync(Written, """{"openapi":"3.1.1","paths":{}}""");
        var newest = Directory.EnumerateFiles(AppContext.BaseDirectory, "Mediation.*.dll").Max(File.GetLastWriteTimeUtc);
        File.SetLastWriteTimeUtc(Written, newest.AddSeconds(-1));
        await using var service = await StartAsync();
        PathsOf(await service.Client.GetStringAsync(Route)).ShouldContain("/notebooks/{id}/lines");
    }

    private async Task<TestService> StartAsync() =>
        await TestService.StartAsync(NotebookService.Build, await TestBroker.LeaseAsync(), $"--Description:File={Written}");

    private static List<string> PathsOf(string description) => [.. JsonNode.Parse(description)!["paths"]!.AsObject().Select(path => path.Key)];
}
