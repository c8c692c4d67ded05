using Mediation.EventStore;
using Mediation.Reporting.Facts;
using Mediation.Reporting.History;
using Mediation.Reporting.Rebuilding;
using Mediation.Reporting.Recomputation;
using Mediation.Reporting.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Rows and cells are derived anew from the facts, whatever became of them, whoever else is at it.</summary>
public sealed class DerivingAnew(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const int Seed = 20261127;

    private static readonly string[] Tables = [.. Grain.All.Select(g => g.Name), .. CellTable.All.Select(cells => cells.Name)];

    [Fact]
    public async Task what_was_changed_by_hand_is_what_the_facts_say_again()
    {
        await RecordAsync(Seed);
        await KeepAsync();
        foreach (var change in (string[])
            [
                "delete from disputes where subject in (select subject from disputes order by subject limit 9)",
                "update disputes set type = '0503', closed_on = accepted_on where subject in (select subject from disputes order by subject desc limit 9)",
                "insert into visits (subject, item, area, due_on, parties_due) values (gen_random_uuid(), 'x', '610981', '2031-02-03', 7)",
                "delete from participations",
                "delete from disputes_cells where month between '2025-03-01' and '2025-06-01'",
                "update disputes_cells set accepted_on_n = accepted_on_n + 1 where axis = 'type'",
                "update disputes_cells set closed_on_s1 = closed_on_s1 + 5 where axis = 'source'; delete from steps_cells where key > 's'",
                "update disputes_cells set spread = int4send(1) || int4send(1) where closed_on_n is null and axis = 'outcome'",
                "update disputes_cells set spread = overlay(spread placing int4send(1977) from 5) where axis = 'method'",
                "update disputes_cells set spread = spread || spread where axis = 'source'",
                "delete from disputes_cells where axis = 'committee,year' and month < '2025-06-01'",
                "update disputes_cells set closed_on_n = closed_on_n + 1, spread = null where axis = 'committee,year'",
                "insert into leads_cells (axis, level, area, month, key, key2, lead_on_n) values ('type', 2, '99', '1900-01-01', '', '', 4)",
            ])
        {
            await reporting.ExecuteAsync(change);
            await reporting.Facts.RebuildAsync();
            (await DifferentAsync()).ShouldBeEmpty(change);
        }

        await VerifyAsync();
    }

    [Fact]
    public async Task one_that_was_killed_leaves_nothing_behind_and_the_next_does_it_all()
    {
        await RecordAsync(Seed + 1);
        await reporting.ExecuteAsync("update disputes_cells set accepted_on_n = accepted_on_n + 1; delete from disputes");
        foreach (var victim in (string[])["query like '%derive_share%'", "state = 'idle in transaction'"])
        {
            await using var blocking = await BlockAsync();
            var rebuilding = reporting.Facts.RebuildAsync();
            await WaitingAsync("derive_share");
            await reporting.ExecuteAsync(
                $"""
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and {victim} and pid <> pg_backend_pid() and query not like 'lock%'
                """);
            await blocking.Connection!.DisposeAsync();
            await Should.ThrowAsync<NpgsqlException>(rebuilding);
            (await CountAsync("select count(*) from pg_class where relname like 'rebuilt\\_%'")).ShouldBe(0);
            (await CountAsync("select count(*) from disputes")).ShouldBe(0);
        }

        await reporting.Facts.RebuildAsync();
        (await CountAsync("select count(*) from disputes")).ShouldBeGreaterThan(0);
        await VerifyAsync();
    }

    [Fact]
    public async Task one_that_cannot_write_says_why_and_changes_nothing()
    {
        await RecordAsync(Seed + 3);
        await using var owner = NpgsqlDataSource.Create(reporting.Service.Database.OwnerConnectionString);
        foreach (var table in (string[])["disputes", "disputes_cells"])
        {
            var rows = await CountAsync($"select count(*) from {table}");
            await reporting.ExecuteAsync($"update {table} set area = '99' || area");
            await using (var refusing = owner.CreateCommand($"alter table {table} add constraint refused check (area ^@ '99') not valid"))
            {
                await refusing.ExecuteNonQueryAsync();
            }

            (await Should.ThrowAsync<PostgresException>(() => reporting.Facts.RebuildAsync())).ConstraintName.ShouldBe("refused");
            (await CountAsync($"select count(*) from {table} where area ^@ '99'")).ShouldBe(rows);
            await using var allowing = owner.CreateCommand($"alter table {table} drop constraint refused");
            await allowing.ExecuteNonQueryAsync();
            await reporting.Facts.RebuildAsync();
        }

        await VerifyAsync();
    }

    [Fact]
    public async Task facts_that_come_meanwhile_are_counted_once_and_two_at_once_do_no_harm()
    {
        await RecordAsync(Seed + 2);
        await reporting.ExecuteAsync("update disputes_cells set accepted_on_n = accepted_on_n + 1; delete from steps");
        await using var blocking = await BlockAsync();
        Task[] rebuilding = [reporting.Facts.RebuildAsync(), reporting.Facts.RebuildAsync()];
        await WaitingAsync("derive_share");
        var id = NewId();
        var recording = reporting.RecordAsync(Accepted(id, "2031-05-05T09:00:00", "610981100"), Accepted(id, "2031-05-05T09:00:00", "610981100"));
        await WaitingAsync("6334284");
        (await CountAsync($"select count(*) from facts where id = '{id}'")).ShouldBe(0);
        await blocking.Connection!.DisposeAsync();
        await Task.WhenAll([.. rebuilding, recording]);
        (await reporting.GetAsync("/api/v1/metrics/M01?area=610981&from=2031-05-01&to=2031-05-31")).Long("numerator").ShouldBe(1);
        await VerifyAsync();
    }

    [Fact]
    public async Task facts_and_the_history_wait_for_it_longer_than_a_statement_may_take()
    {
        // More than a first fact takes on a busy machine: only the wait may be longer.
        var options = new EventStoreOptions { ConnectionString = $"{reporting.Database};Options=-c statement_timeout=4s" };
        await using var impatient = new EventStore.EventStore(options, TimeProvider.System);
        var id = NewId();
        await using var rebuilding = await reporting.Store.Database.OpenConnectionAsync();
        await using var holding = await rebuilding.BeginTransactionAsync();
        await rebuilding.ExecuteAsync($"select pg_advisory_xact_lock(6334284); {KeepHistory.Lock}", default);

        var recording = new FactStore(impatient).RecordAsync([FactRow.From(NewId(), Accepted(id, "2031-05-06T09:00:00", "610981100"))!]);
        var keeping = new KeepHistory(impatient, NullLogger<KeepHistory>.Instance).RunAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        await holding.CommitAsync();

        await Task.WhenAll(recording, keeping);
        (await CountAsync($"select count(*) from disputes where subject = '{id}'")).ShouldBe(1);
    }

    private Task RecordAsync(int seed) => reporting.Facts.RecordAsync(new RandomFacts(seed).Of(disputes: 60));

    private async Task VerifyAsync()
    {
        await using var output = new StringWriter();
        var (_, different) = await reporting.Services.GetRequiredService<VerifyReports>().RunAsync(output);
        different.ShouldBe(0, output.ToString());
    }

    private async Task KeepAsync()
    {
        await using var owner = NpgsqlDataSource.Create(reporting.Service.Database.OwnerConnectionString);
        await using var command = owner.CreateCommand(string.Concat(Tables.Select(t => $"create table kept_{t} as select * from {t};")));
        await command.ExecuteNonQueryAsync();
    }

    // Values of a histogram are in no order; they are verified with the cells.
    private static string Columns(CellTable of) => string.Join(
        ", ", [.. CellTable.Place, .. of.Columns.Select(c => c.Name), .. of.SpreadColumns.Select(c => $"{c} is null, length({c})")]);

    private async Task<List<string>> DifferentAsync()
    {
        await using var owner = NpgsqlDataSource.Create(reporting.Service.Database.OwnerConnectionString);
        var different = new List<string>();
        foreach (var table in Tables)
        {
            var columns = CellTable.All.FirstOrDefault(cells => cells.Name == table) is { } of ? Columns(of) : "*";
            var (now, before) = ($"select {columns} from {table}", $"select {columns} from kept_{table}");
            await using var command = owner.CreateCommand($"select exists (({now} except {before}) union all ({before} except {now}))");
            if ((bool)(await command.ExecuteScalarAsync())!)
            {
                different.Add(table);
            }
        }

        return different;
    }

    // Nobody derives rows as long as it is open.
    private async Task<NpgsqlTransaction> BlockAsync()
    {
        var connection = await reporting.Store.Database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table vault_keys in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return transaction;
    }

    private Task WaitingAsync(string query) => Eventually.HoldsAsync(
        async () => await CountAsync(
            $"select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%{query}%'") > 0,
        $"{query} to wait for a lock");

    private async Task<long> CountAsync(string sql)
    {
        await using var command = reporting.Store.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
