using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Mediation.Testing;

namespace Mediation.Contracts.Tests;

/// <summary>The client as a program of the bureau gets it.</summary>
public sealed class ClientPackage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("package-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task is_one_library_with_its_documentation_and_needs_nothing_else()
    {
        // As this test was built, so that nothing is built anew.
        var configuration = AppContext.BaseDirectory.Contains("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";
        var documented = File.Exists(Path.Combine(ReferenceData.Find("artifacts"), "bin", "Mediation.Client", configuration.ToLowerInvariant(), "Mediation.Client.xml"));
        var project = Path.Combine(ReferenceData.Find("contracts"), "Client", "Mediation.Client.csproj");
        var start = new ProcessStartInfo("dotnet", ["pack", project, "--no-build", "-c", configuration, "-o", _folder.FullName, $"-p:GenerateDocumentationFile={documented}"]) { RedirectStandardOutput = true };
        using var pack = Process.Start(start)!;
        var said = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        pack.ExitCode.ShouldBe(0, said);

        await using var package = await ZipFile.OpenReadAsync(_folder.GetFiles("*.nupkg").ShouldHaveSingleItem().FullName);
        var files = package.Entries.Select(e => e.FullName).ToList();
        files.ShouldContain("lib/net10.0/Mediation.Client.dll");
        files.Contains("lib/net10.0/Mediation.Client.xml").ShouldBe(documented);
        files.ShouldContain("README.md");
        await using var specification = await package.Entries.Single(e => e.Name == "Mediation.Client.nuspec").OpenAsync();
        var document = await XDocument.LoadAsync(specification, LoadOptions.None, CancellationToken.None);
        document.Descendants().Where(e => e.Name.LocalName == "dependency").ShouldBeEmpty();
    }
}
