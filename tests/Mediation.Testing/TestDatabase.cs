using Npgsql;

namespace Mediation.Testing;

/// <summary>A database of its own for one test class, dropped with it, so that classes run in parallel.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "MEDIATION_TEST_POSTGRES";

    // The roles of a service as deploy/up makes them: the application, its reading half, and the owner of the tables.
    private const string Roles =
        """
        do $$ begin
            perform pg_advisory_xact_lock(2);
            if not exists (select from pg_roles where rolname = 'mediation_test') then
                create role mediation_test_owner login;
                create role mediation_test login;
                create role mediation_test_reader;
                grant mediation_test_reader to mediation_test;
            end if;
        end $$
        """;

    private readonly string _administrator;

    private TestDatabase(string name, string server)
    {
        Name = name;
        _administrator = server;
        ConnectionString = As(server, name, "mediation_test");
        OwnerConnectionString = As(server, name, "mediation_test_owner");
    }

    /// <summary>Connection string of the test server, without a database.</summary>
    /// <exception cref="InvalidOperationException">The variable is not set: a test without its server fails.</exception>
    public static string Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException($"{Variable} names no PostgreSQL server: run deploy/test.");

    public string Name { get; }

    /// <summary>As the application, which neither owns the tables nor passes row-level security.</summary>
    public string ConnectionString { get; }

    /// <summary>As the owner of the tables, who migrates.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>As the server's administrator, for tests that break things.</summary>
    public string AdministratorConnectionString => new NpgsqlConnectionStringBuilder(_administrator) { Database = Name }.ConnectionString;

    /// <summary>Creates an empty database.</summary>
    /// <param name="label">A word for people who look at the server while tests run; a unique number is added.</param>
    /// <param name="server">Another server than <see cref="Server"/>, such as one the test started itself.</param>
    public static async Task<TestDatabase> CreateAsync(string label, string? server = null)
    {
        server ??= Server;
        // PostgreSQL cuts names at 63 characters; the unique number must survive.
        var word = string.Concat(label.Where(char.IsAsciiLetterOrDigit).Take(24)).ToLowerInvariant();
        var name = $"test_{word}_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await RunAsync(server, Roles);
        var password = new NpgsqlConnectionStringBuilder(server).Password;
        if (!string.IsNullOrEmpty(password))
        {
            await RunAsync(server, $"select pg_advisory_lock(2); alter role mediation_test password '{password}'; alter role mediation_test_owner password '{password}'");
        }

        await RunAsync(server, $"create database {name} owner mediation_test_owner");
        return new TestDatabase(name, server);
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await RunAsync(_administrator, $"drop database if exists {Name} with (force)");
    }

    private static string As(string server, string database, string role) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, Username = role }.ConnectionString;

    private static async Task RunAsync(string server, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
