using System.Diagnostics;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Tests;

/// <summary>Two counties and a province, each a reporting service with a vhost of its own; the province's broker draws the facts from the counties'.</summary>
public sealed class FederatedCounties : IAsyncLifetime
{
    private const string Province = "from=2026-01-01&to=2026-12-31&area=61";
    private static readonly string[] Areas = ["610981113", "610902"];

    private readonly List<TestService> _counties = [];
    private readonly List<CutLine> _lines = [];
    private TestService _province = null!;
    private Uri _vhost = null!;

    public async Task InitializeAsync()
    {
        _vhost = new Uri(await TestBroker.LeaseAsync());
        _province = await TestService.StartAsync(ReportingService.Build, _vhost.AbsoluteUri);
        await _province.ReadyAsync();
        foreach (var (area, i) in Areas.Select((area, i) => (area, i)))
        {
            var vhost = new Uri(await TestBroker.LeaseAsync());
            var county = await TestService.StartAsync(ReportingService.Build, vhost.AbsoluteUri);
            _counties.Add(county);
            await county.ReadyAsync();
            var line = new CutLine(vhost.Port);
            _lines.Add(line);
            await FederateAsync("federate_grant", vhost, $"county{i}", "secret");
            await FederateAsync("federate_from", _vhost, $"county{i}", $"amqp://county{i}:secret@127.0.0.1:{line.Port}{vhost.AbsolutePath}");
        }

        // What is sent before a link stands does not go up.
        await Eventually.HoldsAsync(LinksStandAsync, "a link for each kind of fact and county");
    }

    public async Task DisposeAsync()
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            await FederateAsync("federate_stop", _vhost, $"county{i}");
            await _lines[i].DisposeAsync();
        }

        foreach (var service in _counties.Append(_province))
        {
            await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_province_s_figures_are_the_sum_of_its_counties_also_after_a_cut_line()
    {
        await Task.WhenAll(PublishAsync(0, 3), PublishAsync(1, 3));
        var before = await SumAsync(_counties[0], "610981");
        await Eventually.HoldsAsync(async () => await SumAsync(_province, "610981") == before, "a line that stands");
        _lines[0].Cut();
        await Task.WhenAll(PublishAsync(0, 40), PublishAsync(1, 25));
        await Eventually.HoldsAsync(async () => await SumAsync(_province, "610902") == await SumAsync(_counties[1], "610902"), "the county with a line");
        (await SumAsync(_counties[0], "610981")).ShouldBeGreaterThan(before);
        (await SumAsync(_province, "610981")).ShouldBe(before);

        _lines[0].Restore();
        await Eventually.HoldsAsync(async () => await SumAsync(_province, "610981") == await SumAsync(_counties[0], "610981"), "what waited for the line");
        (await SumAsync(_province, "61")).ShouldBe(await SumAsync(_counties[0], "61") + await SumAsync(_counties[1], "61"));
        // Nothing flows down.
        (await SumAsync(_counties[0], "610902")).ShouldBe(0);
    }

    private static async Task<long> SumAsync(TestService reporting, string area)
    {
        var answer = await reporting.Client.ReadAsync($"/metrics/M03?{Province.Replace("area=61", $"area={area}", StringComparison.Ordinal)}");
        answer.Status.ShouldBe(System.Net.HttpStatusCode.OK, $"{area}: {answer.Code}");
        return (answer.Body!["denominator"]!.GetValue<long>() * 1000) + answer.Body["numerator"]!.GetValue<long>();
    }

    /// <summary>Disputes of a county, every other one settled; returns when its own figures hold them.</summary>
    private async Task PublishAsync(int county, int count)
    {
        var (service, area) = (_counties[county], Areas[county]);
        var expected = await SumAsync(service, area) + (count * 1000) + ((count + 1) / 2);
        for (var i = 0; i < count; i++)
        {
            var id = SomeFacts.NewId();
            await ReportingFixture.PublishAsync(service, SomeFacts.Accepted(id, area: area));
            await ReportingFixture.PublishAsync(service, i % 2 == 0 ? SomeFacts.Closed(id, "A", area: area) : SomeFacts.Open(id, area: area));
        }

        await Eventually.HoldsAsync(async () => await SumAsync(service, area) == expected, "the county's own figures");
    }

    private async Task<bool> LinksStandAsync()
    {
        var facts = typeof(CaseFactsChanged).Assembly.GetTypes().Count(type => type.Name.EndsWith("FactsChanged", StringComparison.Ordinal));
        var links = (await FederateAsync("federate_list", _vhost)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return links.Length == facts * Areas.Length && links.All(link => link.EndsWith(" running", StringComparison.Ordinal));
    }

    /// <summary>Runs what <c>deploy/federate</c> runs.</summary>
    private static async Task<string> FederateAsync(string function, Uri vhost, params string[] arguments)
    {
        var deploy = ReferenceData.Find("deploy");
        var control = Environment.GetEnvironmentVariable("MEDIATION_TEST_RABBITMQCTL") ?? throw new InvalidOperationException("MEDIATION_TEST_RABBITMQCTL names no rabbitmqctl: run deploy/test.");
        var start = new ProcessStartInfo("bash", ["-c", "source \"$1/lib/federation.sh\"; shift; \"$@\"", "bash", deploy, function, control, vhost.AbsolutePath[1..], .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await wrong);
        return await said;
    }
}
