namespace Mediation.EventStore.Tests;

public sealed class Snapshots(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task The_snapshot_is_the_fold_of_the_stream()
    {
        var shelf = await fixture.NewShelfAsync("a", "b", "c");
        await fixture.Store.AppendAsync(new AppendUnit().Append(shelf, [new BookTaken("b"), new BookPlaced("d")]));
        var (fetched, folded) = (await fixture.ShelfAsync(shelf.Id), await fixture.Store.RebuildAsync<Shelf>(shelf.Id));
        fetched.Version.ShouldBe(folded.Version);
        fetched.State.Titles.ShouldBe(folded.State.Titles);
        fetched.State.Titles.ShouldBe(["a", "c", "d"]);
        (await fixture.Store.AuditAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_that_differs_from_its_stream_is_found()
    {
        var shelf = await fixture.NewShelfAsync("a");
        await fixture.ExecuteAsync("update mt_doc_shelf set data = jsonb_set(data, '{changes}', '7') where id = $1", shelf.Id);
        (await fixture.Store.AuditAsync()).ShouldHaveSingleItem().ShouldContain(shelf.Id.ToString());
        await fixture.ExecuteAsync("update mt_doc_shelf set data = jsonb_set(data, '{changes}', '1'), mt_version = 2 where id = $1", shelf.Id);
        (await fixture.Store.AuditAsync()).ShouldHaveSingleItem().ShouldContain(shelf.Id.ToString());
        await fixture.ExecuteAsync("update mt_doc_shelf set mt_version = 1 where id = $1", shelf.Id);
    }

    [Fact]
    public async Task A_snapshot_of_an_old_format_is_rebuilt_from_the_stream_and_written_with_the_next_append()
    {
        var shelf = await fixture.NewShelfAsync("a", "b");
        await fixture.ExecuteAsync("update mt_doc_shelf set format = 0, data = '{\"unlike\": \"anything\"}' where id = $1", shelf.Id);
        var rebuilt = await fixture.ShelfAsync(shelf.Id);
        rebuilt.Version.ShouldBe(2);
        rebuilt.State.Titles.ShouldBe(["a", "b"]);
        await fixture.Store.AppendAsync(Library.Place(rebuilt, "c"));
        (await fixture.ScalarAsync<int>("select format from mt_doc_shelf where id = $1", shelf.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_loaded_at_once_those_of_an_old_format_are_folded_anew()
    {
        var (one, old) = (await fixture.NewShelfAsync("a"), await fixture.NewShelfAsync("b", "c"));
        await fixture.ExecuteAsync("update mt_doc_shelf set format = 0, data = '{\"unlike\": \"anything\"}' where id = $1", old.Id);
        var found = await fixture.Store.LoadManyAsync<Shelf>([one.Id, old.Id, Guid.Empty]);
        found.OrderBy(f => f.Version).Select(f => string.Join(' ', f.State.Titles)).ShouldBe(["a", "b c"]);
        await fixture.Store.AppendAsync(Library.Place(found.Single(f => f.Id == old.Id), "d"));
    }

    [Fact]
    public async Task A_snapshot_of_an_old_format_is_rebuilt_inside_a_transaction_too()
    {
        var shelf = await fixture.NewShelfAsync("a");
        await using var newer = Library.Open(fixture.ConnectionString, shelfFormat: 2);
        await newer.InTransactionAsync(async transaction =>
        {
            var (fetched, _) = await transaction.FetchForWritingAsync<Shelf>(shelf.Id);
            (await transaction.AppendAsync(Library.Place(fetched, "b"))).Status.ShouldBe(AppendStatus.Appended);
            var (seen, _) = await transaction.FetchForWritingAsync<Shelf>(shelf.Id);
            seen.State.Titles.ShouldBe(["a", "b"]);
            return 0;
        });
    }

    [Fact]
    public async Task A_stream_without_a_snapshot_is_folded()
    {
        var shelf = await fixture.NewShelfAsync("a", "b");
        await fixture.ExecuteAsync("delete from mt_doc_shelf where id = $1", shelf.Id);
        var rebuilt = await fixture.ShelfAsync(shelf.Id);
        rebuilt.State.Titles.ShouldBe(["a", "b"]);
        await fixture.Store.AppendAsync(Library.Place(rebuilt, "c"));
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_is_initial_at_version_0()
    {
        var shelf = await fixture.ShelfAsync(Library.NewId());
        shelf.Exists.ShouldBeFalse();
        shelf.State.ShouldBe(Shelf.Initial);
    }
}
