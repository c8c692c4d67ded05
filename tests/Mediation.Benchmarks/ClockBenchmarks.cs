using System.Diagnostics;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Testing;
using Mediation.Workflow;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Mediation.Benchmarks;

/// <summary>What 100,000 running clocks cost, how late they are put on record, and how fast a mediator's worklist is among 400,000 cases.</summary>
internal static class ClockBenchmarks
{
    private const int Cases = 400_000;
    private const int Batch = 20_000;
    private const int OfOne = 5_000;
    private const int RunEvery = 4;
    private const int Reads = 1_000;
    private const double WorklistTarget = 20;
    private const double DelayTarget = 2_000;
    private static readonly TimeSpan UntilMidnight = TimeSpan.FromSeconds(6);
    private static readonly Guid Mediator = new("00000000-0000-4000-8000-0000000000bb");

    internal static async Task RunAsync(Report report)
    {
        await using (var service = await TestService.StartAsync(WorkflowService.Build, await TestBroker.LeaseAsync()))
        {
            service.Caller.Join(Committee);
            await service.ReadyAsync();
            await FillAsync(service.Database.OwnerConnectionString);
            await ClockCost.MeasureAsync(report, service, Cases / RunEvery);
            await WorklistAsync(report, service);
        }

        List<object[]> delays = [];
        foreach (var clocks in (int[])[1, 100, 3_000])
        {
            var spread = await DelayAsync(clocks);
            delays.Add([$"{clocks:#,0}", spread.Median, spread.P99, spread.Worst, DelayTarget]);
        }

        await report.TableAsync(
            "Clocks whose last day ends at the same midnight: from that instant to the transaction that puts it on record, ms.",
            ["clocks", "p50", "p99", "worst", "target"], delays);
    }

    private static Guid Committee => new("00000000-0000-4000-8000-0000000000cc");

    private static async Task WorklistAsync(Report report, TestService service)
    {
        List<object[]> rows = [];
        foreach (var query in (string[])["due=overdue", "due=soon", "due=today", "due=week", "status=open"])
        {
            var path = $"/api/v1/cases?mediator={Mediator}&{query}";
            await service.Client.GetStringAsync(path);
            var times = new List<double>();
            for (var n = 0; n < Reads; n++)
            {
                var start = Stopwatch.GetTimestamp();
                await service.Client.GetStringAsync(path);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var spread = Spread.Of(times);
            rows.Add([query, spread.Median, spread.P99, spread.Worst, WorklistTarget]);
        }

        await report.TableAsync(
            $"Worklist over HTTP of a mediator with {OfOne:#,0} cases among {Cases:#,0}, pages of 50, {Reads:#,0} reads one after another, ms.",
            ["GET /cases?mediator=…&", "p50", "p99", "worst", "p99 target"], rows);
    }

    private static async Task FillAsync(string owner)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        for (var first = 1; first <= Cases; first += Batch)
        {
            await using var fill = source.CreateCommand(
                $"""
                insert into mt_doc_case (id, format, mt_version, data, due_at)
                select lpad(to_hex(n), 32, '0')::uuid, 4, 4, jsonb_build_object(
                    'id', lpad(to_hex(n), 32, '0')::uuid, 'acceptedAt', '2026-03-01T00:00:00Z', 'committeeId', case when n <= {OfOne} then '{Committee}'::uuid else md5((n % 500)::text)::uuid end,
                    'mediatorId', case when n <= {OfOne} then '{Mediator}'::uuid else md5((n % 4000)::text)::uuid end, 'caseNumber', n::text, 'typeCode', '0999', 'source', 'police',
                    'method', 'six-step', 'methodVersion', 1, 'status', case when n % 3 = 0 then 'open' else 'closed' end, 'areaCode', '61' || lpad((n % 9973)::text, 10, '0')),
                    case when n % {RunEvery} = 0 then date_trunc('day', now()) + (n % 40 - (case when n <= {OfOne} then 20 else -2 end)) * interval '1 day' end
                  from generate_series({first}, {first + Batch - 1}) as n;
                insert into clocks (stream_id, code, item, kind, case_id, last_day, due_at, ran_out, acts_at, near)
                select id, 'people', '00000000-0000-0000-0000-000000000000', 'case', id, (due_at - interval '1 day')::date, due_at, due_at <= now(),
                       case when due_at > now() then due_at end, true
                  from mt_doc_case where due_at is not null and id between lpad(to_hex({first}), 32, '0')::uuid and lpad(to_hex({first + Batch - 1}), 32, '0')::uuid;
                """);
            await fill.ExecuteNonQueryAsync();
        }

        await using var analyze = source.CreateCommand("analyze mt_doc_case");
        await analyze.ExecuteNonQueryAsync();
    }

    /// <summary>Real cases, and a time that lets the midnight after their last day come in a few seconds.</summary>
    private static async Task<Spread> DelayAsync(int clocks)
    {
        await using var database = await TestDatabase.CreateAsync("midnight");
        var options = new EventStoreOptions { ConnectionString = database.ConnectionString, OwnerConnectionString = database.OwnerConnectionString };
        WorkflowStore.Configure(options);
        await using var store = new EventStore.EventStore(options, TimeProvider.System);
        await store.MigrateAsync();
        var accepted = new DateTimeOffset(2026, 3, 18, 9, 0, 0, ChinaTime.Offset);
        var lastDay = ChinaTime.DayOf(accepted).AddDays(30);
        await Parallel.ForEachAsync(Enumerable.Range(1, clocks), async (_, _) =>
        {
            var id = Ids.New();
            var opened = new CaseOpened(id, "1", Committee, "610981113", "0999", "police", [], null, null, null, "six-step", 1, accepted, accepted);
            object[] events = [opened, new ClockCameNear("people", null, lastDay, accepted)];
            await store.AppendAsync(new AppendUnit { CommandId = id }.Append(new Fetched<Case>(id, Case.Initial, 0), events));
        });

        var dueAt = ChinaTime.StartOf(lastDay.AddDays(1));
        var midnight = TimeProvider.System.GetUtcNow() + UntilMidnight;
        var time = new ShiftedTime(dueAt - midnight);
        var shell = new ClockShell(store, time);
        using var keeper = new ClockKeeper(store, shell, NullLogger<ClockKeeper>.Instance);
        using var runner = new ClockRunner(store, shell, time, NullLogger<ClockRunner>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        await runner.StartAsync(CancellationToken.None);
        var seen = new List<double>();
        await Eventually.HoldsAsync(async () => (seen = await DelaysAsync(store, midnight)).Count == clocks, "all clocks on record", TimeSpan.FromSeconds(90));
        await runner.StopAsync(CancellationToken.None);
        await keeper.StopAsync(CancellationToken.None);
        return Spread.Of(seen);
    }

    private static async Task<List<double>> DelaysAsync(EventStore.EventStore store, DateTimeOffset midnight)
    {
        await using var command = store.Database.CreateCommand("select timestamp from mt_events where type = 'clock_ran_out'");
        var delays = new List<double>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            delays.Add((reader.GetFieldValue<DateTimeOffset>(0) - midnight).TotalMilliseconds);
        }

        return delays;
    }

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
