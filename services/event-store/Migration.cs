using Npgsql;

namespace Mediation.EventStore;

internal static class Migration
{
    // Any number that no other program locks: "mediate" on a phone's keys.
    private const long Lock = 6334283;

    internal static async Task RunAsync(EventStoreOptions options, CancellationToken cancellation)
    {
        await using var source = StoreConnections.Create(options.OwnerConnectionString ?? options.ConnectionString, settings => settings.Pooling = false);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellation);
        await ExecuteAsync(connection, Resource("store.sql"), cancellation);
        foreach (var aggregate in options.Aggregates)
        {
            await ExecuteAsync(connection, Resource("document.sql").Replace("{alias}", aggregate.Alias, StringComparison.Ordinal), cancellation);
        }

        foreach (var step in options.Steps)
        {
            await step(connection, cancellation);
        }

        await ExecuteAsync(connection, options.Scopes.Script(), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        // Rebuilding a large table may take longer than a request may.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Migration).Assembly.GetManifestResourceStream($"Mediation.EventStore.Schema.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
