using Mediation.Contracts.Intake;
using Npgsql;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Plans are made once, with what PostgreSQL knows of the tables then: what they read must not grow with the tables.</summary>
public sealed class FactsLookedUpByKey(ReportingFixture reporting) : IClassFixture<ReportingFixture>, IAsyncLifetime
{
    private const int Batches = 40;
    private const int Batch = 100;
    private const int MostReads = 20;

    private NpgsqlDataSource _administrator = null!;

    public async Task InitializeAsync()
    {
        _administrator = NpgsqlDataSource.Create(reporting.Service.Database.AdministratorConnectionString);
        foreach (var table in (string[])["facts", "disputes", "leads"])
        {
            // Its statistics would have the plans made anew.
            await ExecuteAsync($"alter table {table} set (autovacuum_enabled = false)");
        }
    }

    public async Task DisposeAsync() => await _administrator.DisposeAsync();

    [Fact]
    public async Task of_tables_that_were_empty_and_of_a_kind_that_was_not_there_when_they_were_analyzed()
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            Guid[] ids = [.. Enumerable.Range(0, Batch).Select(_ => NewId())];
            await reporting.RecordAsync(ids.Select(id => Accepted(id)));
            await reporting.RecordAsync(ids.Select(id => Closed(id, "A")));
        }

        const int Disputes = 2 * Batches * Batch, Leads = Batches * Batch;
        var read = await ReadAsync(Disputes);
        (read / Disputes).ShouldBeLessThan(MostReads);

        await ExecuteAsync("analyze facts, disputes, leads");
        for (var batch = 0; batch < Batches; batch++)
        {
            await reporting.RecordAsync(Enumerable.Range(0, Batch).Select(_ => NewId())
                .Select(id => new LeadFactsChanged(id, 1, "open", Duanjiahe, null, "proactive", China("2026-03-02T19:00:00"), null)));
        }

        ((await ReadAsync(Disputes + Leads) - read) / Leads).ShouldBeLessThan(MostReads);
    }

    // Backends tell of what they read some seconds after they did.
    private async Task<decimal> ReadAsync(int facts)
    {
        await Eventually.HoldsAsync(async () => await CountAsync("n_tup_ins", "facts") == facts, "all facts to be told of");
        return await CountAsync("seq_tup_read + coalesce(idx_tup_fetch, 0)", "facts', 'disputes', 'leads");
    }

    private async Task<decimal> CountAsync(string what, string tables)
    {
        await using var command = _administrator.CreateCommand($"select sum({what}) from pg_stat_user_tables where relname in ('{tables}')");
        return (decimal)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _administrator.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
