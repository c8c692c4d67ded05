using Npgsql;

namespace Mediation.Testing;

/// <summary>A database of its own for one test class, dropped with it, so that classes run in parallel.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "MEDIATION_TEST_POSTGRES";

    private TestDatabase(string name, string connectionString) => (Name, ConnectionString) = (name, connectionString);

    /// <summary>Connection string of the test server, without a database.</summary>
    /// <exception cref="InvalidOperationException">The variable is not set: a test without its server fails.</exception>
    public static string Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException($"{Variable} names no PostgreSQL server: run deploy/test.");

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>Creates an empty database.</summary>
    /// <param name="label">A word for people who look at the server while tests run; a unique number is added.</param>
    /// <param name="server">Another server than <see cref="Server"/>, such as one the test started itself.</param>
    public static async Task<TestDatabase> CreateAsync(string label, string? server = null)
    {
        server ??= Server;
        // PostgreSQL cuts names at 63 characters; the unique number must survive.
        var word = string.Concat(label.Where(char.IsAsciiLetterOrDigit).Take(24)).ToLowerInvariant();
        var name = $"test_{word}_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await RunAsync(server, $"create database {name}");
        return new TestDatabase(name, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await RunAsync(ConnectionString, $"drop database if exists {Name} with (force)");
    }

    private static async Task RunAsync(string server, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
