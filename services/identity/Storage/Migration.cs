using Mediation.Identity.Keys;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Mediation.Identity.Storage;

/// <summary>
/// Brings the database to this version: the numbered scripts in Schema/, each once, then the first keys. Instances that start together wait
/// for each other. <c>ConnectionStrings:Owner</c> owns the tables where the service's own role may only read and write rows.
/// </summary>
internal sealed class Migration(
    NpgsqlDataSource database, IConfiguration configuration, Sealer sealer, TokenKeys keys, IDataProtectionProvider cookies)
{
    private const long Lock = 0x6d65_6469_6964; // "mediid"
    private const string Folder = "Mediation.Identity.Storage.Schema.";

    internal async Task RunAsync()
    {
        await using var connection = new NpgsqlConnection(configuration.GetConnectionString("Owner") ?? configuration.GetConnectionString("Store"));
        await connection.OpenAsync();
        await RunAsync(connection, $"select pg_advisory_lock({Lock})");
        try
        {
            await RunAsync(connection, "create table if not exists schema_scripts (name text primary key, run_at timestamptz not null default now())");
            foreach (var script in Scripts())
            {
                await RunOnceAsync(connection, script);
            }

            await RunAsync(connection, AuditSchema.Script);
            await GrantAsync(connection);
            await sealer.EnsureAsync();
            await keys.EnsureAsync();
            // Makes the first key of cookies, here, where only one instance does it.
            cookies.CreateProtector("migration").Protect([]);
        }
        finally
        {
            await RunAsync(connection, $"select pg_advisory_unlock({Lock})");
        }
    }

    internal static IEnumerable<string> Scripts() => typeof(Migration).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task RunOnceAsync(NpgsqlConnection connection, string script)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var mark = new NpgsqlCommand("insert into schema_scripts (name) values ($1) on conflict do nothing", connection, transaction);
        mark.Parameters.Add(new NpgsqlParameter<string> { TypedValue = script[Folder.Length..] });
        if (await mark.ExecuteNonQueryAsync() == 1)
        {
            using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(script)!);
            await RunAsync(connection, await reader.ReadToEndAsync());
        }

        await transaction.CommitAsync();
    }

    private async Task GrantAsync(NpgsqlConnection owner)
    {
        await using var service = await database.OpenConnectionAsync();
        var role = await TextAsync(service, "select quote_ident(current_user)");
        if (role != await TextAsync(owner, "select quote_ident(current_user)"))
        {
            await RunAsync(
                owner,
                $"""
                 grant usage on schema public to {role};
                 grant select, insert, update, delete on all tables in schema public to {role};
                 grant usage on all sequences in schema public to {role};
                 revoke update, delete, truncate on {AuditSchema.Table} from {role};
                 """);
        }
    }

    private static async Task<string> TextAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
