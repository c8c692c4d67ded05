using Npgsql;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Plans are made once, in a new database while its tables are empty: what they read must not grow with the tables.</summary>
public sealed class FactsLookedUpByKey(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const int Batches = 40;
    private const int Disputes = 100;
    private const int MostReads = 12;

    [Fact]
    public async Task however_many_there_are_already()
    {
        await using var administrator = NpgsqlDataSource.Create(reporting.Service.Database.AdministratorConnectionString);
        foreach (var table in (string[])["facts", "disputes"])
        {
            // Its statistics would have the plans made anew.
            await using var untended = administrator.CreateCommand($"alter table {table} set (autovacuum_enabled = false)");
            await untended.ExecuteNonQueryAsync();
        }

        for (var batch = 0; batch < Batches; batch++)
        {
            Guid[] ids = [.. Enumerable.Range(0, Disputes).Select(_ => NewId())];
            await reporting.RecordAsync(ids.Select(id => Accepted(id)));
            await reporting.RecordAsync(ids.Select(id => Closed(id, "A")));
        }

        const int Facts = 2 * Batches * Disputes;
        // Backends tell of what they read some seconds after they did.
        await Eventually.HoldsAsync(async () => await CountAsync("select sum(n_tup_ins) from pg_stat_user_tables where relname = 'facts'") == Facts, "all facts to be told of");
        var read = await CountAsync("select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables where relname in ('facts', 'disputes')");
        (read / Facts).ShouldBeLessThan(MostReads);

        async Task<decimal> CountAsync(string sql)
        {
            await using var command = administrator.CreateCommand(sql);
            return (decimal)(await command.ExecuteScalarAsync())!;
        }
    }
}
