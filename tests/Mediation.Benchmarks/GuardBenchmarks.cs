using System.Net;
using System.Net.Http.Headers;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Npgsql;

namespace Mediation.Benchmarks;

/// <summary>
/// What authorization and row scope cost a request: the same host twice on one database, once with token check, access guard and both walls,
/// once with none of them; the same command and the same list query, in turns.
/// </summary>
internal static class GuardBenchmarks
{
    private const int Pairs = 60;
    private const int Rows = 20_000;
    private const int Units = 500;
    private const int Streams = 64;
    private const double Target = 1.10;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly Guid Unit = new("00000000-0000-4000-8000-000000000007");

    private static IReadOnlyList<AccessRule> Table { get; } =
    [
        AccessRule.Public("GET /health/live"), AccessRule.Public("GET /health/ready"), AccessRule.Public("GET /openapi/{documentName}.json"),
        new("POST /measurements/{id:guid}", [Roles.Mediator], [], []),
        new("GET /measurements", [Roles.Mediator], [], []),
        new("GET /measurements/{id:guid}", [Roles.Mediator], [], []),
    ];

    internal static async Task RunAsync(Report report)
    {
        await using var guarded = await TestService.StartAsync(Guarded, null);
        await using var open = Build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={guarded.Database.ConnectionString}", $"--Vault:KeyFile={VaultKey.File}", .. TestIssuer.Arguments,
        ], guarded: false);
        await open.StartAsync();
        var ids = await FillAsync(guarded);
        using var with = Client(guarded.Client.BaseAddress!);
        using var without = Client(new Uri(open.Urls.Single()));
        var rows = new List<object[]>();
        foreach (var (what, writers, send) in new (string, int, Func<HttpClient, int, Task>)[]
        {
            ("a command, one at a time", 1, (client, i) => CommandAsync(client, ids[i % Streams])),
            ("a command, 8 at once", 8, (client, i) => CommandAsync(client, ids[i % Streams])),
            ("a page of 50", 1, (client, _) => ReadAsync(client, "/measurements?limit=50")),
            ("a page of 50, 8 at once", 8, (client, _) => ReadAsync(client, "/measurements?limit=50")),
            ("one with a text, on record", 1, (client, i) => ReadAsync(client, $"/measurements/{ids[i % Streams]}")),
        })
        {
            rows.Add(await PairsAsync(what, writers, with, without, send));
        }

        await open.StopAsync();
        await report.TableAsync(
            $"With token check, access guard and row scope against without, over HTTP; among {Rows:#,0} rows of {Units} units. "
            + $"Medians of {Pairs} pairs of {Round.TotalSeconds} s each; the ratio is the median of the pairs' ratios. The last row waits for the audit trail as well, which is a commit.",
            ["", "without, ms", "with, ms", "ratio", "target"], rows);
    }

    private static async Task<object[]> PairsAsync(string what, int writers, HttpClient with, HttpClient without, Func<HttpClient, int, Task> send)
    {
        var next = 0;
        async Task<double> MeasureAsync(HttpClient client, TimeSpan time) =>
            (await Load.RunAsync(writers, time, _ => send(client, Interlocked.Increment(ref next)))).Median;
        await MeasureAsync(with, WarmUp);
        await MeasureAsync(without, WarmUp);
        var pairs = new List<(double With, double Without)>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Who begins changes, so that neither has the warmer machine.
            var first = await MeasureAsync(pair % 2 == 0 ? with : without, Round);
            var second = await MeasureAsync(pair % 2 == 0 ? without : with, Round);
            pairs.Add(pair % 2 == 0 ? (first, second) : (second, first));
        }

        return [what, Load.Median(pairs.Select(p => p.Without)), Load.Median(pairs.Select(p => p.With)), Load.Median(pairs.Select(p => p.With / p.Without)), Target];
    }

    private static WebApplication Guarded(string[] args) => Build(args, guarded: true);

    private static WebApplication Build(string[] args, bool guarded)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults("measurements").AddTokens(Audiences.Workflow);
        builder.AddStore(store => store
            .Aggregate<Measurements>("measurements", BenchmarkJson.Default)
            .Events(BenchmarkJson.Default, typeof(Measured))
            .Script(
                """
                alter table mt_doc_measurements add column if not exists unit uuid default '00000000-0000-4000-8000-000000000007',
                    add column if not exists area text collate "C" default '610981113';
                create index if not exists mt_doc_measurements_unit on mt_doc_measurements (unit, id);
                """)
            .Scoped<Measurements>("unit", "area"));
        var app = builder.Build();
        app.UseServiceDefaults();
        if (!guarded)
        {
            var nobody = new Caller("bench", null, null, [], [], [], [], TimeProvider.System.GetUtcNow());
            app.Use((http, next) =>
            {
                http.Features.Set(new Admission(nobody, RowScope.Unbound));
                return next(http);
            });
        }

        Map(app, guarded);
        return guarded ? app.UseAccess(Table) : app;
    }

    private static void Map(WebApplication app, bool guarded)
    {
        app.MapPost("/measurements/{id:guid}", (Guid id, Measured body, HttpContext http, CommandShell shell) => shell.AppendAsync<Measurements, Measured>(
            http, id, body, (_, measured, _) => Decision.Of(measured).Sealing(shell.NewId(), "text", "双方在地界上发生争吵"), state => Reply.Ok(new { id, state.Count })));
        // Without the walls a query says itself which rows it wants, as one would have written it.
        app.MapGet("/measurements", async (int limit, StoreReader store) => Results.Json(
            (await store.QueryAsync<Measurements>(p => (guarded ? "" : $"unit = {p.Bind(Unit)} and ") + $"id > {p.Bind(Guid.Empty)} order by id limit {p.Bind(limit)}"))
                .Select(found => found.State), ServiceJson.Options));
        app.MapGet("/measurements/{id:guid}", async (Guid id, HttpContext http, StoreReader store, Vault vault, AuditTrail trail) =>
        {
            var found = await store.FetchForWritingAsync<Measurements>(id);
            await Task.WhenAll(vault.OpenAsync(store, id), guarded ? trail.RecordReadAsync(http, id) : Task.CompletedTask);
            return Results.Json(found.State, ServiceJson.Options);
        });
    }

    private static async Task<Guid[]> FillAsync(TestService service)
    {
        var ids = Enumerable.Range(0, Streams).Select(_ => Ids.New()).ToArray();
        foreach (var id in ids)
        {
            await service.AppendAsync<Measurements>(id, [Measured.Sample()]);
        }

        await using var owner = NpgsqlDataSource.Create(service.Database.OwnerConnectionString);
        await using var fill = owner.CreateCommand(
            $"""
            insert into mt_doc_measurements (id, data, format, mt_version, unit, area)
            select gen_random_uuid(), d.data, d.format, d.mt_version, ('00000000-0000-4000-8000-' || lpad((n % {Units})::text, 12, '0'))::uuid, '610981113'
              from (select * from mt_doc_measurements limit 1) d, generate_series(1, {Rows}) n
            """);
        await fill.ExecuteNonQueryAsync();
        await using var analyze = owner.CreateCommand("analyze");
        await analyze.ExecuteNonQueryAsync();
        return ids;
    }

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Token($"{Ids.New()}", [Roles.Mediator], [Unit], ["610981113"]));
        return client;
    }

    private static async Task CommandAsync(HttpClient client, Guid id)
    {
        using var body = new ByteArrayContent(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Measured.Sample(), BenchmarkJson.Default.Measured));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri($"/measurements/{id}", UriKind.Relative), body);
        await MustBeOkAsync(answer);
    }

    private static async Task ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        await MustBeOkAsync(answer);
    }

    private static async Task MustBeOkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{answer.StatusCode}: {text}");
        }
    }
}
