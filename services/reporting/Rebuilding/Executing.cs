using Npgsql;

namespace Mediation.Reporting.Rebuilding;

internal static class Executing
{
    /// <summary>Statements whose outcome nobody reads, however long they take.</summary>
    internal static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
