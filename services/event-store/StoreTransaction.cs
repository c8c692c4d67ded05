using Npgsql;

namespace Mediation.EventStore;

/// <summary>One transaction of the store: fetch, own SQL and appends that commit together. Not thread-safe.</summary>
public sealed class StoreTransaction
{
    private const int Attempts = 5;

    private readonly EventStore _store;
    private readonly List<PreparedUnit> _appended = [];

    private StoreTransaction(EventStore store, NpgsqlConnection connection) => (_store, Connection) = (store, connection);

    /// <summary>The open connection, inside the transaction.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>As <see cref="EventStore.FetchForWritingAsync{TState}(Guid, Guid, CancellationToken)"/>, seeing what this transaction wrote.</summary>
    public async Task<(Fetched<TState> Fetched, StoredAnswer? Earlier)> FetchForWritingAsync<TState>(
        Guid id, Guid commandId = default, CancellationToken cancellation = default) where TState : class, IAggregate<TState>
    {
        await using var command = new NpgsqlCommand(_store.FetchSqlOf(typeof(TState)), Connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = commandId });
        return await _store.ReadFetchedAsync<TState>(command, id, cancellation);
    }

    /// <summary>Appends a unit inside the transaction. A status other than Appended wrote nothing; the caller then throws or returns without effects.</summary>
    public async Task<AppendResult> AppendAsync(AppendUnit unit, CancellationToken cancellation = default)
    {
        var prepared = _store.Prepare(unit);
        var result = (await _store.Statement.ExecuteAsync(Connection, [prepared], cancellation))[0];
        if (result.Status == AppendStatus.Appended)
        {
            _appended.Add(prepared);
        }

        return result;
    }

    internal static async Task<TResult> RunAsync<TResult>(
        EventStore store, Func<StoreTransaction, Task<TResult>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(store, work, cancellation);
            }
            catch (PostgresException e) when (attempt < Attempts && StoreConnections.ConnectionSurvived(e)
                && (StoreConnections.CertainlyRolledBack(e) || e.SqlState == PostgresErrorCodes.UniqueViolation))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), cancellation);
            }
        }
    }

    private static async Task<TResult> RunOnceAsync<TResult>(
        EventStore store, Func<StoreTransaction, Task<TResult>> work, CancellationToken cancellation)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        var backend = connection.ProcessID;
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var scope = new StoreTransaction(store, connection);
        var result = await work(scope);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (StoreConnections.OutcomeUnknown(e))
        {
            var found = await CommitLookup.FindAsync(store.Database, scope._appended, backend);
            if (!scope._appended.Where((unit, i) => found[i] == AppendResult.Appended || (found[i] is not null && unit.Events.Length == 0)).Any())
            {
                throw new CommitOutcomeUnknownException(e);
            }
        }

        return result;
    }
}
