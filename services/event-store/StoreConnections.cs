using Npgsql;

namespace Mediation.EventStore;

/// <summary>How the suite connects to PostgreSQL: time-outs on every connection, prepared statements kept for a connection's life.</summary>
public static class StoreConnections
{
    // The cost of a page is that of an SSD: with a disk's, lists behind row-level security read and sort instead of walking the index.
    // The keep-alives free the locks of a client whose machine is gone within 25 s instead of two hours.
    private const string Defaults = "-c random_page_cost=1.1 -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s "
        + "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    /// <summary>A pooled data source.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <param name="configure">Last word on the settings.</param>
    public static NpgsqlDataSource Create(string connectionString, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Resetting on close would throw the prepared plans away; so nothing may set session state outside a transaction.
            NoResetOnClose = true,
            // Encryption is TLS's. Asking for Kerberos first costs each connection a round trip and each process 5 MB of libraries.
            GssEncryptionMode = GssEncryptionMode.Disable,
            AutoPrepareMinUsages = 2,
        };
        settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? 100 : settings.MaxAutoPrepare;
        // PostgreSQL takes the last word of a repeated setting: what the connection string says wins.
        settings.Options = $"{Defaults} {settings.Options}".TrimEnd();
        configure?.Invoke(settings);
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>PostgreSQL said that the transaction was rolled back and that trying again may help.</summary>
    internal static bool CertainlyRolledBack(PostgresException e) => e.SqlState is
        "40001" or "40P01" or "40000" or "55000" or "55006" or "55P03" or "57P03" or "58000" or "58030"
        || e.SqlState.StartsWith("53", StringComparison.Ordinal);

    /// <summary>The connection went away under a statement: the server may or may not have committed it.</summary>
    internal static bool OutcomeUnknown(Exception e) =>
        e is PostgresException refused ? !ConnectionSurvived(refused) : e is NpgsqlException or IOException or TimeoutException;

    /// <summary>An ordinary error of the statement, after which the server has rolled back; FATAL and PANIC end the connection instead.</summary>
    internal static bool ConnectionSurvived(PostgresException e) => e.InvariantSeverity is "ERROR";
}
