using Mediation.Testing;
using Npgsql;

namespace Mediation.EventStore.Tests;

/// <summary>A migrated store in a database of its own; at the end every stream must equal its snapshot.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private TestDatabase? _database;

    internal string ConnectionString => _database!.AdministratorConnectionString;

    internal EventStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("store");
        Store = Library.Open(ConnectionString);
        await Store.MigrateAsync();
    }

    public async Task DisposeAsync()
    {
        try
        {
            (await Store.AuditAsync()).ShouldBeEmpty();
        }
        finally
        {
            await Store.DisposeAsync();
            await _database!.DisposeAsync();
        }
    }

    internal Task<Fetched<Shelf>> ShelfAsync(Guid id) => Store.FetchForWritingAsync<Shelf>(id);

    internal async Task<Fetched<Shelf>> NewShelfAsync(params string[] titles)
    {
        var shelf = Library.EmptyShelf();
        (await Store.AppendAsync(Library.Place(shelf, titles))).Status.ShouldBe(AppendStatus.Appended);
        return await ShelfAsync(shelf.Id);
    }

    internal async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Store.Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Store.Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
