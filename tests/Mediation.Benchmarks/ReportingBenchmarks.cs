using System.Diagnostics;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Workflow;
using Mediation.Reporting;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Metrics;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Benchmarks;

/// <summary>
/// Disputes of one province over three years, two facts each (MEDIATION_BENCH_DISPUTES of them), as they came in; of more than some thousand the
/// last come through the broker: how fast facts go in, how fast all is derived anew, and how long questions take.
/// </summary>
internal static class ReportingBenchmarks
{
    private const string Reporting = "reporting";
    private const int Group = FactQueue.Largest;
    private const int Sent = 20_000;
    private const int Questions = 200;
    private const int Sheets = 20;
    private const int Pasts = 10;
    private const int PerSecond = 200;

    private static readonly TimeSpan Paced = TimeSpan.FromSeconds(20);

    private static readonly string[] Paths =
    [
        "M01", "M03?groupBy=area", "M03?groupBy=type", "M03?groupBy=month", "M18?groupBy=source", "M03?groupBy=type,month", "M04?groupBy=area,type",
        "M04?groupBy=type,source", "M18?groupBy=type,month", "M03?groupBy=committee", "M18?groupBy=type", "M18?groupBy=type,source",
    ];

    internal static async Task RunAsync(Report report)
    {
        var disputes = int.Parse(Environment.GetEnvironmentVariable("MEDIATION_BENCH_DISPUTES") ?? $"{Sent}");
        await using var suite = await ProcessSuite.StartAsync(only: Reporting);
        // What the verbs run in processes of their own runs in this one.
        await using var verbs = ReportingService.Build(
        [
            $"--ConnectionStrings:Store={suite.Store(Reporting)}", $"--ConnectionStrings:Broker={suite.Broker}", $"--Vault:KeyFile={VaultKey.File}", .. TestIssuer.Arguments,
        ]);
        var (database, store) = (verbs.Services.GetRequiredService<EventStore.EventStore>().Database, verbs.Services.GetRequiredService<FactStore>());
        using var facts = Facts(disputes).GetEnumerator();
        var before = Math.Max(0, disputes - Sent);
        if (before > 0)
        {
            await StoreAsync(database, Next(facts, 2 * before));
            await RebuildAsync(report, store, before, "from nothing");
            await RebuildAsync(report, store, before, "all of it as it was");
            await RestAsync(report, database, before);
        }

        await TakeInAsync(report, suite, database, FactFeed.Of(Next(facts, int.MaxValue)), disputes);
        if (before == 0)
        {
            // The first compiles the code.
            await store.RebuildAsync();
            await RebuildAsync(report, store, disputes, "all of it as it was, the second time");
        }

        await RestAsync(report, database, disputes - before);
        await report.TableAsync("Storage.", ["bytes a dispute"], [[await DatabaseBytesAsync(database) / disputes]]);
        var rows = new List<object[]>();
        foreach (var path in Paths)
        {
            rows.Add([path, .. await TimesAsync(suite.Client, OfProvince(path), Questions, () => AnewAsync(database))]);
        }

        await report.TableAsync(
            $"Questions about the province, one after the other, {Questions} each; before each something changed, so that it is answered anew.",
            ["", "p50, ms", "p99, ms"], rows);
        await AsOfAsync(report, suite.Client, database);
        await AtPaceAsync(report, suite.Client, database);
        foreach (var leads in Leads(disputes).Chunk(Group))
        {
            await store.RecordAsync(leads);
        }

        var sheets = new List<object[]>();
        foreach (var sheet in (string[])["S1", "S2", "S3", "S1&format=xlsx", "S1&format=pdf"])
        {
            sheets.Add([sheet, .. await TimesAsync(suite.Client, $"/api/v1/sheets/{sheet[..2]}?area=61&month=2025-12{sheet[2..]}", Sheets)]);
        }

        await report.TableAsync($"Official sheets of the province, one after the other, {Sheets} each.", ["", "p50, ms", "p99, ms"], sheets);
        await report.TableAsync(
            "Resident memory of the service: now, and the most at any time since it started.", ["MB", "most, MB"],
            [[suite.ResidentBytes(Reporting) / 1e6, suite.MostResidentBytes(Reporting) / 1e6]]);
    }

    // What is left to do after facts came.
    private static async Task RestAsync(Report report, NpgsqlDataSource database, int disputes)
    {
        var started = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(
            () => IsSoAsync(database, "select kept = (select max(arrival) from facts) and written - folded <= 5000 from history_state"), "the history to be kept", TimeSpan.FromHours(2));
        await report.TableAsync(
            $"The history of {disputes:#,0} disputes kept after that, beside the anomalies being looked for.", ["facts a second"],
            [[2 * disputes / Stopwatch.GetElapsedTime(started).TotalSeconds]]);
        await Eventually.HoldsAsync(
            () => IsSoAsync(database, "select not exists (select from anomaly_slices where swept is null or swept < marked)"), "anomalies to be looked for in all that came", TimeSpan.FromMinutes(30));
    }

    private static async Task TakeInAsync(Report report, ProcessSuite suite, NpgsqlDataSource database, List<FactFeed.Message> facts, int disputes)
    {
        // Until the code that takes them in is compiled, its compiler works as hard as it does.
        var warming = facts.Count / 4;
        await FactFeed.SendAsync(suite.Broker, database, facts[..warming]);
        var (started, before) = (Stopwatch.GetTimestamp(), Usage.Of(suite));
        await FactFeed.SendAsync(suite.Broker, database, facts[warming..]);
        await report.TableAsync(
            $"Reporting: {disputes:#,0} disputes of 36 months, two facts each; those of the last {facts.Count / 2:#,0} from the broker, timed after the first {warming:#,0} of them. "
            + $"Processors, in hundredths of a core: {Usage.Of(suite).Since(before)}.",
            ["taken in, facts a second"], [[(facts.Count - warming) / Stopwatch.GetElapsedTime(started).TotalSeconds]]);
    }

    private static IEnumerable<FactRow> Next(IEnumerator<FactRow> facts, int count)
    {
        for (var i = 0; i < count && facts.MoveNext(); i++)
        {
            yield return facts.Current;
        }
    }

    // As they lie after they came: what came long ago is not what is measured.
    private static async Task StoreAsync(NpgsqlDataSource database, IEnumerable<FactRow> facts)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var unhurried = new NpgsqlCommand("set statement_timeout = 0", connection);
        await unhurried.ExecuteNonQueryAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("copy facts (kind, id, revision, recorded_at, data, subject) from stdin (format binary)"))
        {
            foreach (var fact in facts)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(fact.Kind);
                await copy.WriteAsync(fact.Id);
                await copy.WriteAsync(fact.Revision);
                await copy.WriteAsync(fact.RecordedAt!.Value.ToUniversalTime(), NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(fact.Data, NpgsqlDbType.Jsonb);
                await copy.WriteAsync(fact.Subject);
            }

            await copy.CompleteAsync();
        }

        await using var analyze = new NpgsqlCommand("analyze facts", connection);
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task RebuildAsync(Report report, FactStore store, int disputes, string what)
    {
        var started = Stopwatch.GetTimestamp();
        await store.RebuildAsync();
        await report.TableAsync(
            $"Reporting: {disputes:#,0} disputes derived anew, {what}.", ["facts a second"], [[2 * disputes / Stopwatch.GetElapsedTime(started).TotalSeconds]]);
    }

    private static async Task<double> DatabaseBytesAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select pg_database_size(current_database())");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task AsOfAsync(Report report, HttpClient client, NpgsqlDataSource database)
    {
        var rows = new List<object[]>();
        foreach (var path in (string[])["M03?groupBy=month", "M03?groupBy=area", "M04?groupBy=area,type"])
        {
            foreach (var day in (string[])["2025-12-31", "2025-12-01", "2025-01-01", "2024-01-01"])
            {
                var asked = $"{OfProvince(path).Replace("2025-12-31", day, StringComparison.Ordinal)}&asOf={day}T12:00:00%2B08:00";
                rows.Add([path, day, .. await TimesAsync(client, asked, Pasts, () => AnewAsync(database))]);
            }
        }

        await report.TableAsync(
            $"Questions about the province as of noon of a day, one after the other, {Pasts} each, answered anew.", ["", "as of", "p50, ms", "p99, ms"], rows);
    }

    // Every metric by everything that fits, as dashboards ask: the same again before anything changed is answered as before.
    private static async Task AtPaceAsync(Report report, HttpClient client, NpgsqlDataSource database)
    {
        var metrics = Registry.All.Where(m => m.Kind != MetricKind.Distinct).ToList();
        string[] one = [.. metrics.SelectMany(m => Grouping.Of(m).Select(g => OfProvince($"{m.Code}?groupBy={g.Name}")))];
        string[] two = [.. Paths.Where(path => path.Contains(',', StringComparison.Ordinal)).Select(OfProvince)];
        var rows = new List<object[]>();
        foreach (var (name, questions) in ((string, string[])[])[("one grouping", one), ("two", two), ("one grouping, again", one), ("two, again", two)])
        {
            // The first time of all the code is compiled: that is how long a service takes that has just been started. By the second round it is
            // compiled well, and PostgreSQL keeps plans.
            foreach (var question in questions)
            {
                await AskAsync(client, question);
            }

            await AnewAsync(database);
            var spread = await Pace.RunAsync(PerSecond, Paced, i => AskAsync(client, questions[i % questions.Length]));
            rows.Add([name, questions.Length, spread.Median, spread.P99, spread.Worst]);
        }

        await report.TableAsync(
            $"Questions about the province, {PerSecond} a second for {Paced.TotalSeconds} s, each asked before, and the first time in that run answered anew.",
            ["", "questions", "p50, ms", "p99, ms", "worst, ms"], rows);
    }

    private static string OfProvince(string path) =>
        $"/api/v1/metrics/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}area=61&from=2023-01-01&to=2025-12-31";

    private static async Task AnewAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("update figures_state set version = version + 1");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> IsSoAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<object[]> TimesAsync(HttpClient client, string path, int questions, Func<Task>? before = null)
    {
        var times = new List<double>();
        for (var i = 0; i < questions; i++)
        {
            await (before?.Invoke() ?? Task.CompletedTask);
            var started = Stopwatch.GetTimestamp();
            await AskAsync(client, path);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return [times[times.Count / 2], times[times.Count * 99 / 100]];
    }

    // To its end, holding none of it: what a caller does with it takes no time of the service.
    private static async Task AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
        }

        await answer.Content.CopyToAsync(Stream.Null);
    }

    // What the monthly sheet counts: the last year's leads, a tenth of them settled on the spot.
    private static IEnumerable<FactRow> Leads(int disputes)
    {
        var first = new DateTimeOffset(2025, 1, 1, 0, 0, 0, ChinaTime.Offset);
        for (var i = 0; i < disputes / 10; i++)
        {
            var id = new Guid(i + 1, 2, 0, new byte[8]);
            var area = $"61{(i % 10) + 1:00}{(i / 10 % 10) + 21:00}{(i / 100 % 14) + 100:000}";
            Guid? dispute = i % 10 == 0 ? null : new Guid(i + 1, 1, 0, new byte[8]);
            yield return FactRow.From(id, new LeadFactsChanged(
                id, 2, dispute is null ? "settled" : "dispute", area, null, DisputeSources.Proactive, first.AddMinutes(i * 365L * 24 * 60 / (disputes / 10)), dispute))!;
        }
    }

    private static IEnumerable<FactRow> Facts(int disputes)
    {
        var random = new Random(20260322);
        // Of the list: a sheet with others does not add up.
        string[] types =
        [
            .. File.ReadLines(Path.Combine(ReferenceData.Folder, "dispute-types.csv")).Select(line => line.Split(',')[0]).Where(code => code.Length == 4 && code != "code"),
        ];
        var committees = Enumerable.Range(0, 1_400).Select(n => new Guid(n, 0, 0, new byte[8])).ToArray();
        var first = new DateTimeOffset(2023, 1, 1, 0, 0, 0, ChinaTime.Offset);
        for (var i = 0; i < disputes; i++)
        {
            var (id, committee, at) = (new Guid(i + 1, 1, 0, new byte[8]), random.Next(committees.Length), first.AddMinutes((double)i / disputes * 3 * 365 * 24 * 60));
            // A committee lies in one township of one of 100 counties.
            var area = $"61{(committee % 10) + 1:00}{(committee / 10 % 10) + 21:00}{(committee / 100) + 100:000}";
            var (type, source) = (types[random.Next(types.Length)], DisputeSources.All[random.Next(DisputeSources.All.Count)]);
            yield return FactRow.From(id, new DisputeFactsChanged(id, 2, "accepted", area, type, source, committees[committee], at, at, null, 2, 5, null))! with { RecordedAt = at };
            var closed = at.AddDays(random.Next(60));
            yield return FactRow.From(id, new CaseFactsChanged(
                id, 9, $"（{at.Year}）段人调字第{i:0000}号", committees[committee], area, type, source, "six-step", 1, 1, "closed", null, at,
                random.Next(5) == 0 ? Endings.GapTooWide : Endings.Agreement, closed, "written", closed, 1, 1, closed, 2, 5, random.Next(100_000)) { Colour = "green" })! with { RecordedAt = closed };
        }
    }
}
