using Mediation.Testing;

namespace Mediation.EventStore.Tests;

/// <summary>Whether a message is known is asked for itself, also where PostgreSQL has no statistics yet and takes the table to be empty.</summary>
public sealed class LookingUpMessages : IAsyncLifetime
{
    private const string Consumer = "shelves";
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync("messages");

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task reads_none_of_the_other_messages()
    {
        await using (var store = await OpenAsync())
        {
            for (var round = 0; round < 20; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => TakeInAsync(store)));
            }
        }

        (await OneAsync<long>("select sum(idx_tup_read)::bigint from pg_stat_user_indexes where relname = 'mt_inbox'")).ShouldBe(0);
    }

    [Fact]
    public async Task does_so_in_a_store_of_an_earlier_release_too()
    {
        await using var store = await OpenAsync();
        await TakeInAsync(store);
        await OneAsync<object?>("alter table mt_inbox drop constraint mt_inbox_pkey, add primary key (consumer, message_id)");
        await store.MigrateAsync();
        (await OneAsync<string>("select pg_get_constraintdef(oid) from pg_constraint where conname = 'mt_inbox_pkey'")).ShouldBe("PRIMARY KEY (message_id, consumer)");
        (await OneAsync<long>("select count(*) from mt_inbox")).ShouldBe(1);
    }

    private async Task<EventStore> OpenAsync()
    {
        var store = Library.Open(_database.AdministratorConnectionString);
        await store.MigrateAsync();
        return store;
    }

    private static async Task TakeInAsync(EventStore store)
    {
        var unit = new AppendUnit { Inbox = new InboxKey(Consumer, Library.NewId()) }.Append(Library.EmptyShelf(), [new BookPlaced("x")]);
        (await store.AppendAsync(unit)).Status.ShouldBe(AppendStatus.Appended);
    }

    private async Task<T> OneAsync<T>(string sql)
    {
        await using var source = StoreConnections.Create(_database.AdministratorConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
