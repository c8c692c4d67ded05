using Mediation.EventStore;
using Mediation.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Mediation.ServiceDefaults.Tests.Audit;

/// <summary>The chain of the trail's entries, and what of it can be changed by whom.</summary>
public sealed class Chaining : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 30, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private EventStore.EventStore _store = null!;
    private AuditTrail _trail = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("audit");
        (_store, _trail) = await InstanceAsync();
    }

    public async Task DisposeAsync()
    {
        await _trail.StopAsync(default);
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task entries_of_eight_writers_in_two_instances_are_one_chain()
    {
        var (store, second) = await InstanceAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 25; i++)
            {
                await (writer % 2 == 0 ? _trail : second).Offer(Entry(i), [])!;
            }
        }));
        await second.StopAsync(default);
        await store.DisposeAsync();

        var verdict = await VerifyAsync();
        (verdict.Entries, verdict.Broken).ShouldBe((200, null));
    }

    [Theory]
    [InlineData("update audit_entries set actor = 'x' where seq = 3", 3)]
    [InlineData("update audit_entries set actor = '' where seq = 3", 3)]
    [InlineData("update audit_entries set at = at + interval '1 microsecond' where seq = 2", 2)]
    [InlineData("update audit_entries set client_id = actor || coalesce(client_id, ''), actor = '' where seq = 4", 4)]
    [InlineData("delete from audit_entries where seq = 3", 3)]
    [InlineData("delete from audit_entries where seq = 1", 1)]
    [InlineData("delete from audit_entries where seq = 3; update audit_entries set seq = seq - 1 where seq > 3", 3)]
    [InlineData("update audit_entries set seq = -seq where seq in (2, 4); update audit_entries set seq = 6 + seq where seq < 0", 2)]
    [InlineData("insert into audit_entries select 6, at, actor, client_id, action, route, subject, reason, note, address, times, prev_hash, hash from audit_entries where seq = 5", 6)]
    public async Task what_an_administrator_changed_is_found(string sql, long broken)
    {
        await FiveAsync();
        await AdministratorAsync($"set session_replication_role = replica; {sql}");
        (await VerifyAsync()).Broken.ShouldBe(broken);
    }

    [Fact]
    public async Task an_end_that_was_cut_off_is_found_by_a_head_kept_elsewhere()
    {
        await FiveAsync();
        var head = (await VerifyAsync()).Head;
        await _trail.Offer(Entry(6), [])!;
        (await VerifyAsync(head)).Broken.ShouldBeNull();
        await AdministratorAsync("set session_replication_role = replica; delete from audit_entries where seq > 3");
        (await VerifyAsync()).Broken.ShouldBeNull();
        (await VerifyAsync(AuditHead.Parse(head.ToString()))).Broken.ShouldBe(4);
        await FiveAsync();
        (await VerifyAsync(head)).Broken.ShouldBe(5);
    }

    [Theory]
    [InlineData("update audit_entries set actor = 'x'")]
    [InlineData("delete from audit_entries")]
    [InlineData("truncate audit_entries")]
    public async Task nobody_changes_it_and_the_application_may_not_even_try(string sql)
    {
        await FiveAsync();
        (await RefusalOf(_database.ConnectionString, sql)).ShouldStartWith("permission denied for table audit_entries");
        (await RefusalOf(_database.OwnerConnectionString, sql)).ShouldBe("The audit trail is never changed");
        (await RefusalOf(_database.AdministratorConnectionString, sql)).ShouldBe("The audit trail is never changed");
        (await VerifyAsync()).Entries.ShouldBe(5);
    }

    [Fact]
    public async Task a_writer_cannot_choose_where_its_entry_stands()
    {
        await FiveAsync();
        await ExecuteAsync(
            _database.ConnectionString,
            "insert into audit_entries (seq, at, action, route, times, prev_hash, hash) values (1, now(), 'a', 'b', 1, '\\x00', '\\x00')");
        (await VerifyAsync()).ShouldSatisfyAllConditions(v => v.Broken.ShouldBeNull(), v => v.Entries.ShouldBe(6));
    }

    private static AuditEntry Entry(int i) => new(
        Now.AddTicks(i * 12345), i % 3 == 0 ? null : $"人{i}", i % 2 == 0 ? "portal" : null, AuditActions.Read, "GET /notebooks/{id}",
        i % 4 == 0 ? null : new Guid(i, 0, 0, new byte[8]), i % 5 == 0 ? "contactParty" : null, null, "10.1.2.3", i + 1);

    private async Task FiveAsync()
    {
        for (var i = 1; i <= 5; i++)
        {
            await _trail.Offer(Entry(i), [])!;
        }
    }

    private Task<AuditVerdict> VerifyAsync(AuditHead? remembered = null) => new AuditChain(_store.Database).VerifyAsync(remembered);

    private async Task<(EventStore.EventStore, AuditTrail)> InstanceAsync()
    {
        var options = new EventStoreOptions { ConnectionString = _database.ConnectionString, OwnerConnectionString = _database.OwnerConnectionString }
            .Script(Vault.Schema).Script(AuditSchema.Script).AppendOnlyTable(AuditSchema.Table);
        var store = new EventStore.EventStore(options, TimeProvider.System);
        await store.MigrateAsync();
        var vault = new Vault(store.Database, new MasterKeys(File.ReadLines(VaultKey.File)));
        var addresses = new CallerAddress(new ConfigurationBuilder().Build());
        var trail = new AuditTrail(store.Database, vault, addresses, TimeProvider.System, NullLogger<AuditTrail>.Instance);
        await trail.StartAsync(default);
        return (store, trail);
    }

    private Task AdministratorAsync(string sql) => ExecuteAsync(_database.AdministratorConnectionString, sql);

    private static async Task<string> RefusalOf(string connection, string sql)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, sql));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        return refused.MessageText;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
