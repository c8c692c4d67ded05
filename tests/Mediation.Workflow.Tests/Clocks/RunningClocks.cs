using System.Diagnostics;
using Mediation.EventStore;
using Mediation.Testing;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mediation.Workflow.Tests.Clocks;

/// <summary>Instances of keeper and runner over one database, with a time of their own.</summary>
public sealed class RunningClocks : IAsyncLifetime
{
    private const int Cases = 60;
    private readonly ShiftedTime _time = new();
    private TestDatabase _database = null!;
    private EventStore.EventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("clocks");
        _store = Store();
        await _store.MigrateAsync();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Two_instances_put_each_clock_on_record_once_and_a_late_start_catches_up()
    {
        await OpenAsync(1, TimeProvider.System.GetUtcNow().AddDays(-40));
        await using (var one = await Instance.StartAsync(Store(), _time))
        await using (var other = await Instance.StartAsync(Store(), _time))
        {
            await UntilAsync(async () => await RanOutAsync() >= Cases);
            await OpenAsync(2, TimeProvider.System.GetUtcNow().AddDays(-40));
            await UntilAsync(async () => await RanOutAsync() >= 2 * Cases);
        }

        // Nobody runs; meanwhile other clocks are over.
        await OpenAsync(3, TimeProvider.System.GetUtcNow().AddDays(-29));
        _time.Shift = TimeSpan.FromDays(3);
        await using (var late = await Instance.StartAsync(Store(), _time))
        {
            await UntilAsync(async () => await RanOutAsync() >= 3 * Cases);
            await UntilAsync(async () => await CountAsync("select count(*) from clocks where not ran_out") == 0);
        }

        (await CountAsync("select count(*) from (select stream_id from mt_events where type = 'clock_ran_out' group by stream_id having count(*) = 1) once"))
            .ShouldBe(3 * Cases);
    }

    [Fact]
    public async Task A_clock_is_not_on_record_before_its_time_and_the_extension_moves_it()
    {
        var opened = TimeProvider.System.GetUtcNow().AddDays(-29);
        await OpenAsync(1, opened);
        await using var instance = await Instance.StartAsync(Store(), _time);
        await UntilAsync(async () => await CountAsync("select count(*) from clocks where not ran_out") == Cases);
        var extended = await _store.FetchForWritingAsync<Case>(IdOf(1, 1));
        var until = extended.State.RunningClock("people")!.LastDay.AddDays(20);
        await _store.AppendAsync(new AppendUnit { CommandId = Facts.NewId }.Append(extended, [new ClockExtended("people", Facts.NewId, until, [], opened)]));
        await UntilAsync(async () => await CountAsync($"select count(*) from clocks where last_day = '{until:O}'") == 1);
        (await RanOutAsync()).ShouldBe(0);
        _time.Shift = TimeSpan.FromDays(3);
        await UntilAsync(async () => await RanOutAsync() >= Cases - 1);
        (await CountAsync($"select count(*) from mt_events where type = 'clock_ran_out' and stream_id = '{IdOf(1, 1)}'")).ShouldBe(0);
        (await CountAsync($"select count(*) from mt_doc_case where due_at > now() + interval '10 days' and id = '{IdOf(1, 1)}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_instances_warn_once_of_a_clock_that_comes_near()
    {
        await OpenAsync(1, TimeProvider.System.GetUtcNow().AddDays(-22));
        await using var one = await Instance.StartAsync(Store(), _time);
        await using var other = await Instance.StartAsync(Store(), _time);
        await UntilAsync(async () => await CountAsync("select count(*) from clocks where acts_at < due_at and not near") == Cases);
        _time.Shift = TimeSpan.FromDays(4);
        await UntilAsync(async () => await CountAsync("select count(*) from clocks where acts_at = due_at and near") == Cases);
        _time.Shift = TimeSpan.FromDays(5);
        await OpenAsync(2, TimeProvider.System.GetUtcNow().AddDays(-21));
        await UntilAsync(async () => await CountAsync("select count(*) from clocks where acts_at = due_at and near") == 2 * Cases);
        (await CountAsync("select count(*) from (select stream_id from mt_events where type = 'clock_came_near' group by stream_id having count(*) = 1) once"))
            .ShouldBe(2 * Cases);
        (await RanOutAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_colour_on_record_follows_when_an_incident_leaves_the_window()
    {
        var id = IdOf(9, 1);
        var now = TimeProvider.System.GetUtcNow();
        await AppendAsync(
            id, Facts.Opened() with { CaseId = id, AcceptedAt = now, OpenedAt = now }, new SignalRecorded(Facts.Id(71), SignalKind.FirstTeaching, null, now, now),
            new SignalRecorded(Facts.Id(72), SignalKind.Incident, null, now.AddSeconds(1), now));
        await using var one = await Instance.StartAsync(Store(), _time);
        await using var other = await Instance.StartAsync(Store(), _time);
        await UntilAsync(async () => await CountAsync("select count(*) from reassessments") == 1);
        (await CountAsync("select count(*) from mt_doc_case where data -> 'assessment' ->> 'colour' = 'red'")).ShouldBe(1);
        _time.Shift = TimeSpan.FromDays(91);
        await UntilAsync(async () => await CountAsync("select count(*) from mt_doc_case where data -> 'assessment' ->> 'colour' = 'green'") == 1);
        await UntilAsync(async () => await CountAsync("select count(*) from reassessments") == 0);
        (await CountAsync("select count(*) from mt_events where type = 'colour_reassessed'")).ShouldBe(1);
    }

    private EventStore.EventStore Store()
    {
        var options = new EventStoreOptions { ConnectionString = _database.ConnectionString, OwnerConnectionString = _database.OwnerConnectionString };
        WorkflowStore.Configure(options);
        return new EventStore.EventStore(options, TimeProvider.System);
    }

    private async Task OpenAsync(int batch, DateTimeOffset at)
    {
        foreach (var n in Enumerable.Range(1, Cases))
        {
            await AppendAsync(IdOf(batch, n), Facts.Opened() with { CaseId = IdOf(batch, n), AcceptedAt = at, OpenedAt = at });
        }
    }

    private async Task AppendAsync(Guid id, params object[] events)
    {
        var unit = new AppendUnit { CommandId = id }.Append(new Fetched<Case>(id, Case.Initial, 0), events);
        (await _store.AppendAsync(unit)).Status.ShouldBe(AppendStatus.Appended);
    }

    private static Guid IdOf(int batch, int n) => Facts.Id((batch * 1000) + n);

    private Task<long> RanOutAsync() => CountAsync("select count(*) from mt_events where type = 'clock_ran_out'");

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _store.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); !await holds(); await Task.Delay(50))
        {
            (waited.Elapsed < TimeSpan.FromSeconds(60)).ShouldBeTrue("It did not come about within a minute.");
        }
    }

    private sealed class ShiftedTime : TimeProvider
    {
        internal TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }

    private sealed class Instance(EventStore.EventStore store, ClockKeeper keeper, ClockRunner runner) : IAsyncDisposable
    {
        internal static async Task<Instance> StartAsync(EventStore.EventStore store, TimeProvider time)
        {
            var shell = new ClockShell(store, time);
            var instance = new Instance(
                store, new ClockKeeper(store, shell, NullLogger<ClockKeeper>.Instance), new ClockRunner(store, shell, time, NullLogger<ClockRunner>.Instance));
            await instance.StartAsync();
            return instance;
        }

        public async ValueTask DisposeAsync()
        {
            await runner.StopAsync(CancellationToken.None);
            await keeper.StopAsync(CancellationToken.None);
            await store.DisposeAsync();
        }

        private async Task StartAsync()
        {
            await keeper.StartAsync(CancellationToken.None);
            await runner.StartAsync(CancellationToken.None);
        }
    }
}
