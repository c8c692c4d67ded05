namespace Mediation.EventStore.Tests;

/// <summary>The key of a new stream's texts comes with them, and never in place of another.</summary>
public sealed class FirstKeys(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_key_is_written_with_the_first_events_of_its_stream(int events)
    {
        var shelf = Library.EmptyShelf();
        (await AppendAsync(shelf, 7, events)).Status.ShouldBe(AppendStatus.Appended);
        (await KeysAsync(shelf.Id)).ShouldBe([7]);
        (await TextsAsync(shelf.Id)).ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Where_the_subject_has_a_key_the_unit_loses_and_writes_nothing(int events)
    {
        var shelf = Library.EmptyShelf();
        await fixture.ExecuteAsync("insert into vault_keys (subject_id, master, wrapped) values ($1, 'm', $2)", shelf.Id, new byte[] { 1 });
        (await AppendAsync(shelf, 2, events)).Status.ShouldBe(AppendStatus.Conflict);
        (await KeysAsync(shelf.Id)).ShouldBe([1]);
        (await TextsAsync(shelf.Id)).ShouldBe(0);
        (await fixture.ShelfAsync(shelf.Id)).Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task Where_the_subject_was_erased_the_unit_loses()
    {
        var shelf = Library.EmptyShelf();
        await fixture.ExecuteAsync("insert into vault_keys (subject_id, erased_at) values ($1, now())", shelf.Id);
        (await AppendAsync(shelf, 2, 1)).Status.ShouldBe(AppendStatus.Conflict);
        (await fixture.ScalarAsync<long>("select count(*) from vault_keys where subject_id = $1 and erased_at is not null and wrapped is null", shelf.Id)).ShouldBe(1);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(100)]
    public async Task In_a_group_each_unit_keeps_its_own(int units)
    {
        var shelves = Enumerable.Range(0, units).Select(_ => Library.EmptyShelf()).ToArray();
        for (var i = 0; i < units; i += 3)
        {
            await fixture.ExecuteAsync("insert into vault_keys (subject_id, master, wrapped) values ($1, 'm', $2)", shelves[i].Id, new byte[] { 255 });
        }

        var results = await Task.WhenAll(shelves.Select((s, i) => AppendAsync(s, (byte)i, 1)));
        for (var i = 0; i < units; i++)
        {
            results[i].Status.ShouldBe(i % 3 == 0 ? AppendStatus.Conflict : AppendStatus.Appended);
            (await KeysAsync(shelves[i].Id)).ShouldBe([i % 3 == 0 ? (byte)255 : (byte)i]);
        }
    }

    [Fact]
    public async Task A_repeated_command_leaves_the_first_key_and_stream_alone()
    {
        var command = Library.NewId();
        var (first, second) = (Library.EmptyShelf(), Library.EmptyShelf());
        (await AppendAsync(first, 1, 1, command)).Status.ShouldBe(AppendStatus.Appended);
        (await AppendAsync(second, 2, 1, command)).Status.ShouldBe(AppendStatus.DuplicateCommand);
        (await AppendAsync(first, 3, 1, command)).Status.ShouldBe(AppendStatus.DuplicateCommand);
        (await KeysAsync(first.Id)).ShouldBe([1]);
        (await KeysAsync(second.Id)).ShouldBeNull();
        (await TextsAsync(second.Id)).ShouldBe(0);
    }

    private Task<AppendResult> AppendAsync(Fetched<Shelf> shelf, byte key, int events, Guid? command = null) => fixture.Store.AppendAsync(
        new AppendUnit { CommandId = command ?? Library.NewId(), Key = new FirstKey(shelf.Id, "m", [key]) }
            .Append(shelf, [.. Enumerable.Range(0, events).Select(n => new BookPlaced($"{n}"))])
            .Seal([new SealedText(shelf.Id, shelf.Id, "name", "subject", [key])]));

    private async Task<byte[]?> KeysAsync(Guid subject) =>
        await fixture.ScalarAsync<long>("select count(*) from vault_keys where subject_id = $1", subject) == 0
            ? null
            : await fixture.ScalarAsync<byte[]>("select wrapped from vault_keys where subject_id = $1", subject);

    private Task<long> TextsAsync(Guid subject) => fixture.ScalarAsync<long>("select count(*) from mt_vault where subject_id = $1", subject);
}
