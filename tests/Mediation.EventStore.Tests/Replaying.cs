namespace Mediation.EventStore.Tests;

public sealed class Replaying(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task Hands_out_once_all_that_was_there_when_it_began_and_leaves_the_rest_to_subscriptions()
    {
        var shelf = await fixture.NewShelfAsync("a", "b", "c", "d", "e");
        await SettledAsync();
        var seen = new List<RecordedEvent>();
        var replay = new Replay(fixture.Store, "whole", async (page, _) =>
        {
            page.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page);
            await fixture.NewShelfAsync("meanwhile");
        }, pageSize: 2);
        var handed = await replay.RunAsync(resume: false);
        handed.ShouldBe(seen.Count);
        Titles(seen, shelf.Id).ShouldBe(["a", "b", "c", "d", "e"]);
        seen.Select(e => e.Id).Distinct().Count().ShouldBe(seen.Count);
        seen.Count(e => e.Data is BookPlaced { Title: "meanwhile" }).ShouldBe(0);
        seen.Clear();
        await SettledAsync();
        (await replay.RunAsync(resume: true)).ShouldBe(seen.Count);
        Titles(seen, shelf.Id).Count.ShouldBe(5, "nothing was stopped, so it begins anew");
    }

    [Fact]
    public async Task That_was_stopped_goes_on_when_told_so_and_otherwise_begins_anew()
    {
        var shelf = await fixture.NewShelfAsync("a", "b", "c", "d", "e", "f");
        await SettledAsync();
        var (seen, fails) = (new List<RecordedEvent>(), true);
        var replay = new Replay(fixture.Store, "stopped", (page, _) =>
        {
            seen.AddRange(page);
            return fails && page.Any(e => e.StreamId == shelf.Id && e.Data is BookPlaced { Title: "d" }) ? throw new InvalidOperationException("on purpose") : Task.CompletedTask;
        }, pageSize: 1);
        await Should.ThrowAsync<InvalidOperationException>(() => replay.RunAsync(resume: false));
        (fails, var later) = (false, await fixture.NewShelfAsync("later"));
        seen.Clear();
        await replay.RunAsync(resume: true);
        Titles(seen, shelf.Id).ShouldBe(["d", "e", "f"]);
        Titles(seen, later.Id).ShouldBeEmpty("the end is that of the first run");
        seen.Clear();
        await SettledAsync();
        await replay.RunAsync(resume: false);
        Titles(seen, shelf.Id).Count.ShouldBe(6);
        Titles(seen, later.Id).ShouldBe(["later"]);
    }

    [Fact]
    public async Task Is_one_at_a_time()
    {
        await fixture.NewShelfAsync("a");
        await SettledAsync();
        long? second = -1;
        var replay = new Replay(fixture.Store, "alone", async (_, _) => second = await new Replay(fixture.Store, "alone", (_, _) => Task.CompletedTask).RunAsync(resume: false));
        (await replay.RunAsync(resume: false)).ShouldNotBeNull();
        second.ShouldBeNull();
    }

    [Fact]
    public async Task States_are_as_each_command_left_them()
    {
        var shelf = await fixture.NewShelfAsync("a", "b");
        await fixture.Store.AppendAsync(new AppendUnit().Append(shelf, [new BookTaken("a"), new BookPlaced("c")]));
        await fixture.Store.AppendAsync(Library.Place(await fixture.ShelfAsync(shelf.Id), "d"));
        var events = await fixture.Store.FetchStreamAsync(shelf.Id);
        var past = new PastStates(fixture.Store);
        var states = new List<Fetched<Shelf>>();
        foreach (var e in events)
        {
            states.Add((await past.At(e).LoadManyAsync<Shelf>([shelf.Id, Guid.Empty])).ShouldHaveSingleItem());
            (await past.At(e).LoadManyAsync<Borrower>([shelf.Id])).ShouldBeEmpty("it is of another type");
        }

        states.Select(s => (s.Version, string.Join(' ', s.State.Titles))).ShouldBe([(2, "a b"), (2, "a b"), (4, "b c"), (4, "b c"), (5, "b c d")]);
        states.Select(s => s.RecordedAt).ShouldBe([.. events.Select(e => (DateTimeOffset?)e.Timestamp)]);
        var now = (await fixture.Store.LoadManyAsync<Shelf>([shelf.Id])).ShouldHaveSingleItem();
        (now.Version, now.RecordedAt).ShouldBe((5, events[^1].Timestamp));
    }

    // A transaction that runs in any database of the server keeps later ones from being read.
    private async Task SettledAsync()
    {
        while (!await fixture.ScalarAsync<bool>(
            "select coalesce((select transaction_id < pg_snapshot_xmin(pg_current_snapshot()) from mt_events order by transaction_id desc limit 1), true)"))
        {
            await Task.Delay(5);
        }
    }

    private static List<string> Titles(IEnumerable<RecordedEvent> events, Guid shelf) =>
        [.. events.Where(e => e.StreamId == shelf).Select(e => ((BookPlaced)e.Data).Title)];
}
