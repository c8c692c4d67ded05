using Mediation.EventStore;
using Mediation.Testing;
using Npgsql;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>Entries of code lists are remembered, in each instance, until the lists are loaded again.</summary>
public sealed class RememberedLists : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("mediation-lists").FullName;
    private TestDatabase _database = null!;
    private EventStore.EventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("lists");
        var options = new EventStoreOptions { ConnectionString = _database.ConnectionString, OwnerConnectionString = _database.OwnerConnectionString };
        _store = new EventStore.EventStore(options.Script(CodeLists.Schema), TimeProvider.System);
        await _store.MigrateAsync();
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task every_instance_notices_that_lists_were_loaded_again()
    {
        using var loading = Instance();
        using var other = Instance();
        await LoadAsync(loading, "1,Before");
        (await NameAsync(loading, "1")).ShouldBe("Before");
        (await NameAsync(other, "1")).ShouldBe("Before");

        await LoadAsync(loading, "1,After", "2,New");
        (await NameAsync(loading, "1")).ShouldBe("After");
        await Eventually.HoldsAsync(async () => await NameAsync(other, "1") == "After" && await NameAsync(other, "2") == "New", "the other instance to notice");

        await LoadAsync(loading, "2,New");
        (await NameAsync(loading, "1")).ShouldBeNull();
        await Eventually.HoldsAsync(async () => await NameAsync(other, "1") is null, "the other instance to forget");
    }

    [Fact]
    public async Task an_entry_that_was_found_is_not_looked_up_again_and_one_that_was_not_is()
    {
        using var lists = Instance();
        await LoadAsync(lists, "1,One");
        (await NameAsync(lists, "1")).ShouldBe("One");
        (await NameAsync(lists, "2")).ShouldBeNull();
        await ExecuteAsync("update code_lists set name = 'Changed behind'");
        await ExecuteAsync("insert into code_lists select list, '2', 'Two', valid_from, valid_to, columns from code_lists");
        (await NameAsync(lists, "1")).ShouldBe("One");
        (await NameAsync(lists, "2")).ShouldBe("Two");
    }

    [Fact]
    public async Task each_day_has_its_own_entry()
    {
        using var lists = Instance();
        await File.WriteAllTextAsync(Path.Combine(_folder, "types.csv"), "code,name,valid_from,valid_to\n1,Old,,2026-01-31\n1,New,2026-02-01,\n");
        await lists.LoadAsync(_folder);
        (await lists.FindAsync("types", "1", new DateOnly(2026, 1, 31)))!.Name.ShouldBe("Old");
        (await lists.FindAsync("types", "1", new DateOnly(2026, 2, 1)))!.Name.ShouldBe("New");
    }

    [Fact]
    public async Task a_database_that_was_away_is_asked_again()
    {
        using var lists = Instance();
        await LoadAsync(lists, "1,One");
        await ExecuteAsync("alter table code_list_loads rename to gone");
        await Should.ThrowAsync<PostgresException>(() => NameAsync(lists, "1"));
        await ExecuteAsync("alter table gone rename to code_list_loads");
        (await NameAsync(lists, "1")).ShouldBe("One");
    }

    private CodeLists Instance() => new(_store.Database, new CodeListNames(["types"]));

    private async Task LoadAsync(CodeLists lists, params string[] rows)
    {
        await File.WriteAllLinesAsync(Path.Combine(_folder, "types.csv"), ["code,name", .. rows]);
        await lists.LoadAsync(_folder);
    }

    private static async Task<string?> NameAsync(CodeLists lists, string code) => (await lists.FindAsync("types", code, Today))?.Name;

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
