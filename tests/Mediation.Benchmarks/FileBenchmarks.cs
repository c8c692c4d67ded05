using System.Diagnostics;
using System.Net.Http.Headers;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Workflow;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Mediation.Workflow;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Sessions;

namespace Mediation.Benchmarks;

/// <summary>The file of a case that went on for years: 2,000 events, 60 sessions, every text sealed; opened by its mediator over HTTP, names asked of a stand-in for intake.</summary>
internal static class FileBenchmarks
{
    private const int Events = 2_000;
    private const int Sessions = 60;
    private const int Signals = 30;
    private const int Reads = 500;
    private const int WarmUp = 100;
    private const double Target = 30;

    private static readonly RecordKind[] Kinds =
        [RecordKind.Note, RecordKind.Investigation, RecordKind.ContactAttempt, RecordKind.Evidence, RecordKind.LawExplained, RecordKind.UndisputedFacts];

    private static readonly Guid Mediator = new("00000000-0000-4000-8000-0000000000bb");
    private static readonly Guid Committee = new("00000000-0000-4000-8000-0000000000cc");
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, ChinaTime.Offset);
    private static readonly PartyRef[] Parties = [new(Numbered(1), "A", "person"), new(Numbered(2), "B", "person")];

    internal static async Task RunAsync(Report report)
    {
        await using var names = await NamesAsync();
        var broker = await TestBroker.LeaseAsync();
        // Somebody takes what it publishes, as in earnest.
        await using var others = await TestBus.StartAsync(broker, (bus, queue) =>
        {
            bus.Take<MediatorWanted>(queue);
            bus.Take<MediatorNamed>(queue);
            bus.Take<CaseFactsChanged>(queue);
            bus.Take<SessionFactsChanged>(queue);
        });
        await using var service = await TestService.StartAsync(WorkflowService.Build, broker, $"--Services:Intake={names.Urls.Single()}");
        await service.ReadyAsync();
        var id = await FillAsync(service);
        using var client = new HttpClient { BaseAddress = service.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", TestIssuer.Token($"{Mediator}", [Roles.Mediator], [Committee], ["610981"]));
        var rows = new List<object[]>();
        foreach (var (what, path) in new[] { ("the file", $"/api/v1/cases/{id}"), ("a page of its history", $"/api/v1/cases/{id}/history") })
        {
            var (times, size) = await ReadAsync(client, path);
            var spread = Spread.Of(times);
            rows.Add([what, size / 1024, spread.Median, spread.P99, spread.Worst, Target]);
        }

        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        await report.TableAsync(
            $"A case of {Events:#,0} events and {Sessions} sessions, {Reads} reads one after another by its mediator, ms. Load average {load}.",
            ["GET", "KiB", "p50", "p99", "worst", "p99 target"], rows);
    }

    private static async Task<(List<double> Times, int Size)> ReadAsync(HttpClient client, string path)
    {
        var (times, size) = (new List<double>(), 0);
        for (var n = 0; n < WarmUp + Reads; n++)
        {
            var start = Stopwatch.GetTimestamp();
            size = (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
            if (n >= WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return (times, size);
    }

    private static async Task<WebApplication> NamesAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/api/v1/disputes/{id:guid}", () => Results.Json(new { parties = Parties.Select(p => new { partyId = p.PartyId, name = "张守田", phone = "139****1111" }) }));
        await app.StartAsync();
        return app;
    }

    private static async Task<Guid> FillAsync(TestService service)
    {
        var (id, texts) = (Ids.New(), new List<VaultText>());
        var sessions = Enumerable.Range(0, Sessions).Select(n => SessionOf(id, n, texts)).ToList();
        List<object> events =
        [
            new CaseOpened(id, "（2026）段人调字第0001号", Committee, "610981113", "0999", "police", Parties, 2, 9, 8000, "six-step", 1, Start, Start),
            new MediatorRequested(1, Committee, "610981113", "0999", [], Start),
            new MediatorProposed(Mediator, 1, new DateOnly(2026, 1, 8), Start),
            new MediatorAssigned(Mediator, Start),
            .. Enumerable.Range(0, Signals).Select(n => new SignalRecorded(Numbered(10_000 + n), SignalKind.Incident, null, Start.AddDays(n), Start.AddDays(n))),
            .. sessions.SelectMany((s, n) => new object[]
            {
                new SessionHeld(s.Id, true, Start.AddDays(n), 300, Start.AddDays(n)),
                new PanelSat(s.Id, Panel.Custom, [Role.Lawyer, Role.VillageCadre], 8, Start.AddDays(n)),
            }),
        ];
        events.AddRange(Enumerable.Range(0, Events - events.Count).Select(n => RecordOf(n, texts)));
        var vault = service.App.Services.GetRequiredService<Vault>();
        await service.AppendAsync<Case>(id, events, await vault.SealAsync(id, texts));
        foreach (var (session, happened) in sessions)
        {
            await service.AppendAsync<Session>(session, happened);
        }

        return id;
    }

    private static RecordAdded RecordOf(int n, List<VaultText> texts)
    {
        var (record, kind) = (Numbered(20_000 + n), Kinds[n % Kinds.Length]);
        var at = Start.AddMinutes(n);
        texts.Add(new VaultText(record, "text", $"第{n}次：{Words(n)}"));
        Guid[]? parties = kind is RecordKind.ContactAttempt or RecordKind.LawExplained ? [Parties[n % 2].PartyId] : null;
        return new RecordAdded(record, (n % 6) + 1, kind, null, parties, null, null, kind == RecordKind.LawExplained ? 1 : null, at, at);
    }

    private static (Guid Id, IReadOnlyList<object> Events) SessionOf(Guid file, int n, List<VaultText> texts)
    {
        var (id, at) = (Numbered(1_000 + n), Start.AddDays(n));
        var people = Enumerable.Range(0, 8).Select(p => new Participant(
            Numbered(100_000 + (n * 100) + p), p < 2 ? Role.Party : p < 5 ? Role.VillageCadre : Role.Lawyer, p < 2 ? Parties[p].PartyId : null, p < 4, ConsentSides: ["A", "B"])).ToList();
        var segments = Enumerable.Range(0, 4).Select(s => new Segment(
            Numbered(200_000 + (n * 100) + s), s == 0 ? Mode.Caucus : Mode.Joint, s == 0 ? "A" : null, at.AddHours(s), at.AddHours(s + 1), Capacity.People, true, null,
            s > 0, s > 0, Author: $"{Mediator}")).ToList();
        texts.Add(new VaultText(id, "place", "段家河镇薛家湾村村委会二楼会议室"));
        texts.AddRange(people.Select(p => new VaultText(p.Id, "name", "王建国")));
        texts.AddRange(segments.Select(s => new VaultText(s.Id, s.Mode == Mode.Caucus ? Confidant.SealedNote : "note", Words(n))));
        return (id,
        [
            new SessionCalled(id, file, Panel.Custom, ["A", "B"], people, at, at, Round: 1),
            .. people.Select(p => new ParticipantCheckedIn(p.Id, at, at)),
            .. segments.Select(s => new SegmentRecorded(s, s.EndedAt)),
            new SessionClosed(at.AddHours(4), 240, at.AddHours(4), SessionResult.Adjourned),
        ]);
    }

    // Some fifty to a hundred and fifty characters, as people write.
    private static string Words(int n) => string.Concat(Enumerable.Repeat("双方在地界上发生争吵，经劝解后各自回家，约定再谈。", 2 + (n % 5)));

    private static Guid Numbered(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9]);
}
