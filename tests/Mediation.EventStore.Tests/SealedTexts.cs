using Npgsql;

namespace Mediation.EventStore.Tests;

public sealed class SealedTexts(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task They_are_written_with_their_unit_and_only_with_it()
    {
        var stale = await fixture.NewShelfAsync("a");
        await fixture.Store.AppendAsync(Library.Place(stale, "b"));
        (await fixture.Store.AppendAsync(Library.Place(stale, "c").Seal([Text(stale.Id, 1)]))).Status.ShouldBe(AppendStatus.Conflict);
        (await CountAsync(stale.Id)).ShouldBe(0);
        (await fixture.Store.AppendAsync(Library.Place(await fixture.ShelfAsync(stale.Id), "c").Seal([Text(stale.Id, 1)]))).Status.ShouldBe(AppendStatus.Appended);
        (await CountAsync(stale.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task The_last_text_of_an_item_and_field_counts()
    {
        var shelf = Library.EmptyShelf();
        await fixture.Store.AppendAsync(Library.Place(shelf, "a").Seal([Text(shelf.Id, 1), Text(shelf.Id, 2)]));
        (await LastAsync(shelf.Id)).ShouldBe([2]);
        await fixture.Store.AppendAsync(Library.Place(await fixture.ShelfAsync(shelf.Id), "b").Seal([Text(shelf.Id, 3)]));
        (await LastAsync(shelf.Id)).ShouldBe([3]);
    }

    [Fact]
    public async Task They_keep_to_their_units_in_a_group()
    {
        var stale = await fixture.NewShelfAsync("a");
        await fixture.Store.AppendAsync(Library.Place(stale, "b"));
        var shelves = Enumerable.Range(0, 100).Select(_ => Library.EmptyShelf()).ToArray();
        var results = await Task.WhenAll(shelves.Select((s, i) => fixture.Store.AppendAsync(
            (i % 10 == 0 ? Library.Place(s, "x").Append(stale, [new BookPlaced("late")]) : Library.Place(s, "x")).Seal([Text(s.Id, (byte)i)]))));
        for (var i = 0; i < shelves.Length; i++)
        {
            results[i].Status.ShouldBe(i % 10 == 0 ? AppendStatus.Conflict : AppendStatus.Appended);
            (await LastAsync(shelves[i].Id)).ShouldBe(i % 10 == 0 ? null : [(byte)i]);
        }
    }

    [Fact]
    public async Task They_keep_to_their_units_in_a_batch_of_single_events()
    {
        var shelves = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => fixture.NewShelfAsync("a")));
        var results = await Task.WhenAll(shelves.Select((s, i) => fixture.Store.AppendAsync(
            Library.Place(i % 3 == 1 ? s with { Version = 7 } : s, "b").Seal([Text(s.Id, (byte)i)]))));
        for (var i = 0; i < shelves.Length; i++)
        {
            results[i].Status.ShouldBe(i % 3 == 1 ? AppendStatus.Conflict : AppendStatus.Appended);
            (await LastAsync(shelves[i].Id)).ShouldBe(i % 3 == 1 ? null : [(byte)i]);
            (await fixture.ShelfAsync(shelves[i].Id)).Version.ShouldBe(i % 3 == 1 ? 1 : 2);
        }
    }

    private static SealedText Text(Guid subject, byte content) => new(subject, subject, "name", "key-1", [content]);

    private Task<long> CountAsync(Guid subject) => fixture.ScalarAsync<long>("select count(*) from mt_vault where subject_id = $1", subject);

    private async Task<byte[]?> LastAsync(Guid subject)
    {
        await using var command = fixture.Store.Database.CreateCommand("select ciphertext from mt_vault where subject_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        return (byte[]?)await command.ExecuteScalarAsync();
    }
}
