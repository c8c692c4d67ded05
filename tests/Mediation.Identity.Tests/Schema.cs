using Mediation.Identity.Storage;
using Mediation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mediation.Identity.Tests;

public sealed class Schema
{
    private const string Columns =
        """
        select string_agg(table_name || '.' || column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '') || ' ' || is_nullable
                   || ' ' || coalesce(is_identity, ''), E'\n' order by table_name, column_name)
          from information_schema.columns
         where table_schema = 'public' and table_name not in ('schema_scripts', 'sealing_key', 'token_keys', 'access_changes', 'attempts', 'admin_commands', 'audit_entries')
        """;

    private const string Indexes =
        """
        select string_agg(regexp_replace(indexdef, 'INDEX .* ON', 'INDEX ON'), E'\n' order by tablename, regexp_replace(indexdef, 'INDEX .* ON', 'INDEX ON'))
          from pg_indexes
         where schemaname = 'public' and tablename not in ('schema_scripts', 'sealing_key', 'token_keys', 'access_changes', 'attempts', 'admin_commands', 'audit_entries')
        """;

    [Fact]
    public async Task The_scripts_make_what_the_model_asks_for()
    {
        await using var scripted = await TestDatabase.CreateAsync("scripted");
        await using var modelled = await TestDatabase.CreateAsync("modelled");
        await using (var app = Build(scripted))
        {
            await app.Services.GetRequiredService<Migration>().RunAsync();
        }

        await using (var app = Build(modelled))
        {
            await using var scope = app.Services.CreateAsyncScope();
            await TextAsync(modelled, scope.ServiceProvider.GetRequiredService<IdentityDatabase>().Database.GenerateCreateScript());
        }

        foreach (var sql in (string[])[Columns, Indexes])
        {
            (await TextAsync(scripted, sql)).ShouldBe(await TextAsync(modelled, sql));
        }
    }

    [Fact]
    public async Task Instances_that_migrate_at_the_same_time_make_one_set_of_keys()
    {
        await using var database = await TestDatabase.CreateAsync("migrated");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var app = Build(database);
            await app.Services.GetRequiredService<Migration>().RunAsync();
        }));
        (await TextAsync(database, "select concat((select count(*) from token_keys), (select count(*) from sealing_key), (select count(*) from data_protection_keys))"))
            .ShouldBe("211");
    }

    [Fact]
    public async Task Readiness_tells_whether_the_database_is_there()
    {
        await using var identity = await Support.RunningIdentity.StartAsync();
        using var browser = identity.NewBrowser();
        (await browser.PageAsync("/health/ready")).ShouldStartWith("{\"status\":\"Healthy\"");
        await identity.AsOwnerAsync("alter table token_keys rename to elsewhere");
        using var response = await browser.GetAsync("/health/ready");
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);
        (await browser.PageAsync("/health/live")).ShouldStartWith("{\"status\":\"Healthy\"");
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Build(TestDatabase database) =>
        IdentityService.Build(
        [
            $"--ConnectionStrings:Store={database.ConnectionString}", $"--ConnectionStrings:Owner={database.OwnerConnectionString}", $"--Vault:KeyFile={VaultKey.File}",
        ]);

    private static async Task<string?> TextAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
