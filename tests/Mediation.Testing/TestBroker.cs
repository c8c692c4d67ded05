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
        await using var command = source.CreateCommand("select nextval('test_vhosts')");
        return $"{Server.TrimEnd('/')}/t{await command.ExecuteScalarAsync()}";
    }
}
