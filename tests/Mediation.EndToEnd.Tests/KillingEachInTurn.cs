using System.Collections.Concurrent;
using System.Net;
using Mediation.Contracts;
using Mediation.Testing;
using Npgsql;

namespace Mediation.EndToEnd.Tests;

/// <summary>kill -9 of each process in turn while disputes are registered, consented to and accepted.</summary>
public sealed class KillingEachInTurn : IAsyncLifetime
{
    private const int Clerks = 4;

    private readonly ConcurrentDictionary<Guid, string> _accepted = new();
    private OwnServers _servers = null!;
    private ProcessSuite _suite = null!;
    private Guid _committee;

    public async Task InitializeAsync()
    {
        _servers = await OwnServers.StartAsync();
        try
        {
            _suite = await ProcessSuite.StartAsync(_servers.Postgres, _servers.RabbitMq);
        }
        catch
        {
            // Nobody disposes of a test that could not be set up, and its servers would stand in the next run's way.
            await _servers.DisposeAsync();
            throw;
        }

        var story = new Story(_suite.Client, _suite.Caller);
        await story.SetUpAsync("杀");
        _committee = story.Committee;
        // Room for more cases than the clerks can register meanwhile, however quick the machine.
        for (var i = 0; i < 20; i++)
        {
            await story.CreatedAsync("/mediators", new { committeeId = _committee, name = $"甲{i}", capacity = "volunteer", maxLoad = 1000 });
        }

        await story.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await _suite.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Fact]
    public async Task every_acknowledged_command_is_kept_once_and_every_fact_is_reported_once()
    {
        using var stop = new CancellationTokenSource();
        var clerks = Enumerable.Range(0, Clerks).Select(_ => Task.Run(() => WorkAsync(stop.Token))).ToList();
        foreach (var service in ProcessSuite.All)
        {
            await ProgressAsync();
            await _suite.KillAsync(service);
            await Task.Delay(500);
            await _suite.StartAsync(service);
            await _suite.HealthyAsync(service);
        }

        foreach (var server in (string[])["rabbitmq", "postgres"])
        {
            await ProgressAsync();
            await _servers.KillAsync(server);
            if (server == "rabbitmq")
            {
                await WithoutTheBrokerAsync();
            }

            await _servers.StartAgainAsync();
            foreach (var service in ProcessSuite.Services)
            {
                await _suite.HealthyAsync(service);
            }
        }

        await ProgressAsync();
        await stop.CancelAsync();
        await Task.WhenAll(clerks);
        try
        {
            await CompareAsync();
        }
        catch (ShouldAssertException e)
        {
            // Whether something is behind or stands still is seen now or never.
            throw new InvalidOperationException($"{e.Message}\n{await _servers.QueuesAsync()}\n{await _suite.HowItStandsAsync()}", e);
        }
    }

    /// <summary>Commands go on while the broker is away; readiness says degraded.</summary>
    private async Task WithoutTheBrokerAsync()
    {
        await ProgressAsync();
        await Eventually.Async(async () =>
        {
            using var client = new HttpClient { BaseAddress = _suite.Address("intake") };
            var ready = await client.GetAsync("/health/ready");
            ready.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await ready.Content.ReadAsStringAsync()).ShouldContain("\"status\":\"Degraded\"");
        }, TimeSpan.FromSeconds(60));
    }

    private async Task ProgressAsync()
    {
        var before = _accepted.Count;
        await Eventually.HoldsAsync(() => Task.FromResult(_accepted.Count > before + 20), "acceptances to go on", TimeSpan.FromSeconds(90));
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var dispute = await InsistAsync("/disputes", new
            {
                source = DisputeSources.Application,
                typeCode = "0201",
                areaCode = Story.Township,
                place = "某处",
                occurredOn = "2026-01-05",
                summary = "某事",
                parties = new object[] { new { side = "A", kind = "person", name = "甲" }, new { side = "B", kind = "person", name = "乙" } },
            });
            var last = dispute;
            foreach (var party in dispute.Body!["parties"]!.AsArray())
            {
                last = await InsistAsync($"/disputes/{dispute.Id}/consents", new { partyId = party!["partyId"]!.ToString(), given = true });
            }

            var accepted = await InsistAsync($"/disputes/{dispute.Id}/acceptance", new { committeeId = _committee }, last.ETag);
            _accepted.TryAdd(dispute.Id, accepted["caseNumber"]!).ShouldBeTrue();
        }
    }

    /// <summary>As a phone in a valley: the same command under the same key until it is answered.</summary>
    private async Task<ApiAnswer> InsistAsync(string path, object body, string? ifMatch = null)
    {
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        while (true)
        {
            try
            {
                var answer = await _suite.Client.PostAsync(path, body, ifMatch, key);
                if ((int)answer.Status < 500)
                {
                    ((int)answer.Status).ShouldBeInRange(200, 201, answer.Body?.ToJsonString());
                    return answer;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Away: again.
            }

            await Task.Delay(100);
        }
    }

    private async Task CompareAsync()
    {
        var all = _accepted.Count + 1;
        (await NumberAsync("intake", "select count(*) from mt_streams where type = 'dispute'")).ShouldBe(all);
        (await NumberAsync(
            "intake", "select count(*) from mt_events e join mt_streams s on s.id = e.stream_id where s.type = 'dispute' and e.type <> 'mediator_named'"))
            .ShouldBe(all * 4, "what was commanded; that a mediator was named comes by message");
        _accepted.Values.Distinct().Count().ShouldBe(_accepted.Count);
        (await NumberAsync("intake", "select max(last_number) from case_numbers")).ShouldBe(all, "the numbers have no gap");
        await Eventually.Async(async () =>
        {
            (await NumberAsync("workflow", "select count(*) from mt_doc_case")).ShouldBe(all);
            (await NumberAsync("workflow", "select count(*) from mt_events where type = 'case_opened'")).ShouldBe(all);
            (await NumberAsync("roster", "select count(*) from mt_events where type = 'reservation_made'")).ShouldBe(all);
            (await NumberAsync("workflow", "select count(*) from mt_events where type = 'mediator_proposed'")).ShouldBe(all);
            (await NumberAsync("intake", "select count(*) from mt_events where type = 'mediator_named'")).ShouldBe(all);
            (await _suite.Client.ReadAsync($"/metrics/M01?area={Story.Township}"))["numerator"].ShouldBe($"{all}");
        }, TimeSpan.FromMinutes(3));
        (await NumberAsync("reporting", "select count(distinct id) from facts where kind = 'case'")).ShouldBe(all);
    }

    private async Task<long> NumberAsync(string service, string sql)
    {
        await using var source = NpgsqlDataSource.Create(_suite.Store(service));
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
