using Npgsql;

namespace Mediation.Testing;

/// <summary>An own vhost per test class. deploy/test makes t1, t2 … beforehand; a sequence in PostgreSQL hands each out once.</summary>
public static class TestBroker
{
    private const string Variable = "MEDIATION_TEST_RABBITMQ";

    private static string Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException($"{Variable} names no broker: run deploy/test.");

    /// <summary>amqp URI of a vhost that no other class of this run has.</summary>
    public static async Task<string> LeaseAsync()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestDatabase.Server) { Database = "postgres" });
        await using var connection = await source.OpenConnectionAsync();
        // Test projects run side by side: making the sequence is nobody's race.
        await using var command = new NpgsqlCommand(
            "select pg_advisory_lock(1); create sequence if not exists test_vhosts; select nextval('test_vhosts')", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return new UriBuilder(Server) { Path = $"/t{reader.GetInt64(0)}" }.Uri.AbsoluteUri;
    }
}
