using System.Text;

namespace Mediation.EventStore.Tests;

public sealed class CommandIdentity(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("the answer");

    [Fact]
    public async Task A_repeated_command_returns_its_first_answer_and_writes_nothing()
    {
        var (id, shelf) = (Library.NewId(), Library.EmptyShelf());
        (await fixture.Store.AppendAsync(Place(shelf, id))).Status.ShouldBe(AppendStatus.Appended);
        var again = await fixture.Store.AppendAsync(Place(await fixture.ShelfAsync(shelf.Id), id, "another answer"));
        again.Status.ShouldBe(AppendStatus.DuplicateCommand);
        again.Answer.ShouldBe(Answer);
        (await fixture.ShelfAsync(shelf.Id)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_lost_its_version_may_be_tried_again_under_the_same_id()
    {
        var (id, stale) = (Library.NewId(), await fixture.NewShelfAsync("a"));
        await fixture.Store.AppendAsync(Library.Place(stale, "b"));
        (await fixture.Store.AppendAsync(Place(stale, id))).Status.ShouldBe(AppendStatus.Conflict);
        (await fixture.Store.AppendAsync(Place(await fixture.ShelfAsync(stale.Id), id))).Status.ShouldBe(AppendStatus.Appended);
    }

    [Fact]
    public async Task The_earlier_answer_comes_with_the_fetch()
    {
        var (id, shelf) = (Library.NewId(), Library.EmptyShelf());
        (await fixture.Store.FetchForWritingAsync<Shelf>(shelf.Id, id)).Earlier.ShouldBeNull();
        await fixture.Store.AppendAsync(Place(shelf, id));
        var (fetched, earlier) = await fixture.Store.FetchForWritingAsync<Shelf>(shelf.Id, id);
        fetched.Version.ShouldBe(1);
        earlier.ShouldNotBeNull().Answer.ShouldBe(Answer);

        var silent = Library.NewId();
        await fixture.Store.AppendAsync(new AppendUnit { CommandId = silent }.Append(Library.EmptyShelf(), [new BookPlaced("a")]));
        (await fixture.Store.FetchForWritingAsync<Shelf>(shelf.Id, silent)).Earlier.ShouldNotBeNull().Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Many_at_once_under_one_id_write_once()
    {
        await using var second = Library.Open(fixture.ConnectionString);
        var id = Library.NewId();
        var shelves = Enumerable.Range(0, 64).Select(_ => Library.EmptyShelf()).ToArray();
        var results = await Task.WhenAll(shelves.Select((shelf, i) => (i % 2 == 0 ? fixture.Store : second).AppendAsync(Place(shelf, id))));
        results.Count(r => r.Status == AppendStatus.Appended).ShouldBe(1);
        results.Where(r => r.Status != AppendStatus.Appended).ShouldAllBe(r => r.Status == AppendStatus.DuplicateCommand && r.Answer!.SequenceEqual(Answer));
        (await fixture.ScalarAsync<long>("select count(*) from mt_events where stream_id = any($1)", shelves.Select(s => s.Id).ToArray())).ShouldBe(1);
    }

    [Fact]
    public async Task Many_at_once_under_one_id_on_one_stream_write_once()
    {
        await using var second = Library.Open(fixture.ConnectionString);
        var (id, shelf) = (Library.NewId(), await fixture.NewShelfAsync("a"));
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => (i % 2 == 0 ? fixture.Store : second).AppendAsync(Place(shelf, id))));
        results.Count(r => r.Status == AppendStatus.Appended).ShouldBe(1);
        results.Count(r => r.Status == AppendStatus.DuplicateCommand).ShouldBe(63);
        (await fixture.ShelfAsync(shelf.Id)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_is_handled_once_by_each_consumer()
    {
        var message = Library.NewId();
        var first = Library.EmptyShelf();
        (await fixture.Store.AppendAsync(Handle("first", message, first))).Status.ShouldBe(AppendStatus.Appended);
        (await fixture.Store.AppendAsync(Handle("first", message, Library.EmptyShelf()))).Status.ShouldBe(AppendStatus.DuplicateMessage);
        (await fixture.Store.AppendAsync(Handle("second", message, Library.EmptyShelf()))).Status.ShouldBe(AppendStatus.Appended);

        var redelivered = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.Store.AppendAsync(Handle("first", message, Library.EmptyShelf()))));
        redelivered.ShouldAllBe(r => r.Status == AppendStatus.DuplicateMessage);
    }

    [Fact]
    public async Task A_message_without_effects_is_remembered_too()
    {
        var unit = new AppendUnit { Inbox = new InboxKey("idle", Library.NewId()) };
        (await fixture.Store.AppendAsync(unit)).Status.ShouldBe(AppendStatus.Appended);
        (await fixture.Store.AppendAsync(unit)).Status.ShouldBe(AppendStatus.DuplicateMessage);
    }

    [Fact]
    public async Task A_conflict_leaves_the_message_unhandled()
    {
        var stale = await fixture.NewShelfAsync("a");
        await fixture.Store.AppendAsync(Library.Place(stale, "b"));
        var message = Library.NewId();
        (await fixture.Store.AppendAsync(Handle("late", message, stale))).Status.ShouldBe(AppendStatus.Conflict);
        (await fixture.Store.AppendAsync(Handle("late", message, await fixture.ShelfAsync(stale.Id)))).Status.ShouldBe(AppendStatus.Appended);
    }

    private static AppendUnit Place(Fetched<Shelf> shelf, Guid command, string answer = "the answer") =>
        new AppendUnit { CommandId = command, Answer = Encoding.UTF8.GetBytes(answer) }.Append(shelf, [new BookPlaced("x")]);

    private static AppendUnit Handle(string consumer, Guid message, Fetched<Shelf> shelf) =>
        new AppendUnit { Inbox = new InboxKey(consumer, message) }.Append(shelf, [new BookPlaced("x")]);
}
