using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>One data key a subject, wrapped by a master key outside the database.</summary>
public sealed class VaultKeys(NotebookFixture fixture) : IClassFixture<NotebookFixture>
{
    private readonly Vault _vault = fixture.Service.App.Services.GetRequiredService<Vault>();

    private sealed record EmptyVault(TestDatabase Database, EventStore.EventStore Store) : IAsyncDisposable
    {
        internal NpgsqlDataSource Source => Store.Database;

        internal StoreReader Reader => Store.ReadAs(RowScope.Everything);

        internal static async Task<EmptyVault> CreateAsync()
        {
            var database = await TestDatabase.CreateAsync("vault");
            var options = new EventStoreOptions { ConnectionString = database.ConnectionString, OwnerConnectionString = database.OwnerConnectionString }
                .Script(Vault.Schema).Script("grant select on mt_vault, vault_keys to mediation_test_reader");
            var store = new EventStore.EventStore(options, TimeProvider.System);
            await store.MigrateAsync();
            return new EmptyVault(database, store);
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await Database.DisposeAsync();
        }
    }

    [Fact]
    public async Task an_erased_key_leaves_the_stream_and_what_others_wrote()
    {
        var (erased, kept) = (await WriteAsync("张三的电话"), await WriteAsync("李四的住址"));
        await _vault.EraseAsync(erased.Book);
        (await _vault.OpenAsync(fixture.Service.Store.ReadAs(RowScope.Everything), erased.Book))[erased.Line, "text"].ShouldBeNull();
        (await _vault.OpenAsync(fixture.Service.Store.ReadAs(RowScope.Everything), kept.Book))[kept.Line, "text"].ShouldBe("李四的住址");
        (await fixture.Service.Store.FetchStreamAsync(erased.Book)).Count.ShouldBe(2);
        (await fixture.Service.Store.FetchForWritingAsync<Notebook>(erased.Book)).State.Lines.ShouldBe(1);
        (await ScalarAsync<long>("select count(*) from vault_keys where subject_id = $1 and wrapped is null and erased_at is not null", erased.Book)).ShouldBe(1);
    }

    [Fact]
    public async Task a_view_gets_the_texts_that_it_asks_for_and_no_others_are_opened()
    {
        var (book, line) = await WriteAsync("张三的电话");
        var (reader, given) = (fixture.Service.Store.ReadAs(RowScope.Everything), new List<VaultTexts>());
        string? View(VaultTexts texts, Guid item)
        {
            given.Add(texts);
            return texts.Masked("text")[item, "text"];
        }

        (await _vault.ShowAsync(reader, book, texts => View(texts, line))).ShouldBe("张三的电话");
        (await _vault.ShowAsync(reader, book, texts => View(texts, book))).ShouldBeNull();
        given[^1][line, "text"].ShouldBeNull();
    }

    [Fact]
    public async Task nothing_more_is_sealed_for_an_erased_subject()
    {
        var (book, _) = await WriteAsync("张三的电话");
        await _vault.EraseAsync(book);
        var refused = await LineAsync(book, "又一句");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("vault.erased");
        (await fixture.Service.Store.FetchForWritingAsync<Notebook>(book)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task after_a_rotation_the_old_master_key_opens_nothing_and_is_not_needed()
    {
        await using var database = await EmptyVault.CreateAsync();
        var (old, fresh) = (NewMaster(), NewMaster());
        var subjects = Enumerable.Range(0, 1_200).Select(_ => Id()).ToArray();
        using (var before = new Vault(database.Source, new MasterKeys([old])))
        {
            foreach (var subject in subjects)
            {
                await SealAsync(database.Source, before, subject, "王五");
            }
        }

        using (var during = new Vault(database.Source, new MasterKeys([fresh, "", old])))
        {
            (await during.OpenAsync(database.Reader, subjects[0]))[subjects[0], "name"].ShouldBe("王五");
            (await during.RewrapAsync()).ShouldBe(subjects.Length);
            (await during.RewrapAsync()).ShouldBe(0);
        }

        using var after = new Vault(database.Source, new MasterKeys([fresh]));
        (await after.OpenAsync(database.Reader, subjects[^1]))[subjects[^1], "name"].ShouldBe("王五");
        using var stale = new Vault(database.Source, new MasterKeys([old]));
        await Should.ThrowAsync<InvalidOperationException>(() => stale.OpenAsync(database.Reader, subjects[0]));
    }

    [Fact]
    public async Task first_texts_of_one_subject_at_once_share_one_key()
    {
        await using var database = await EmptyVault.CreateAsync();
        var master = NewMaster();
        var subject = Id();
        var vaults = Enumerable.Range(0, 12).Select(_ => new Vault(database.Source, new MasterKeys([master]))).ToArray();
        await Task.WhenAll(vaults.Select((vault, i) => SealAsync(database.Source, vault, subject, $"甲{i}", $"field{i}")));
        var texts = await vaults[0].OpenAsync(database.Reader, subject);
        for (var i = 0; i < vaults.Length; i++)
        {
            texts[subject, $"field{i}"].ShouldBe($"甲{i}");
            vaults[i].Dispose();
        }
    }

    [Fact]
    public async Task a_ciphertext_or_key_that_was_moved_is_not_read()
    {
        await using var database = await EmptyVault.CreateAsync();
        using var vault = new Vault(database.Source, new MasterKeys([NewMaster()]));
        var (one, other) = (Id(), Id());
        await SealAsync(database.Source, vault, one, "甲");
        await SealAsync(database.Source, vault, other, "乙");
        await ExecuteAsync(database.Source, "update mt_vault set field = 'phone' where subject_id = $1", one);
        (await vault.OpenAsync(database.Reader, one))[one, "phone"].ShouldBeNull();
        await ExecuteAsync(database.Source,
            "update vault_keys set wrapped = (select wrapped from vault_keys where subject_id <> $1) where subject_id = $1", other);
        await Should.ThrowAsync<InvalidOperationException>(() => vault.OpenAsync(database.Reader, other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64 at all")]
    public void a_key_file_without_a_whole_key_is_refused(string line) => Should.Throw<InvalidDataException>(() => new MasterKeys([line]));

    private static Guid Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static string NewMaster() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static async Task SealAsync(NpgsqlDataSource database, Vault vault, Guid subject, string text, string field = "name")
    {
        var sealedText = (await vault.SealAsync(subject, [new VaultText(subject, field, text)]))!.Single();
        Encoding.UTF8.GetString(sealedText.Ciphertext).ShouldNotContain(text);
        await using var command = database.CreateCommand("insert into mt_vault (subject_id, item_id, field, key_id, ciphertext) values ($1, $1, $2, $3, $4)");
        foreach (var value in new object[] { subject, field, sealedText.KeyId, sealedText.Ciphertext })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, Guid subject)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    private async Task<T> ScalarAsync<T>(string sql, Guid subject)
    {
        await using var command = fixture.Service.Store.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task<(Guid Book, Guid Line)> WriteAsync(string text)
    {
        var opened = await fixture.Service.Client.PostAsync("/notebooks", null);
        var book = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var line = await LineAsync(book, text);
        return (book, (await line.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("line").GetGuid());
    }

    private Task<HttpResponseMessage> LineAsync(Guid book, string text) =>
        fixture.Service.Client.PostAsJsonAsync($"/notebooks/{book}/lines", new { text });
}
