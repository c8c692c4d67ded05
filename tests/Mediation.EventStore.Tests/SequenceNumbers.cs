namespace Mediation.EventStore.Tests;

/// <summary>A class of its own: it watches the sequence, which others would move.</summary>
public sealed class SequenceNumbers(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task Conflicts_and_duplicates_draw_no_number()
    {
        var stale = await fixture.NewShelfAsync("a");
        var command = Library.NewId();
        await fixture.Store.AppendAsync(new AppendUnit { CommandId = command }.Append(stale, [new BookPlaced("b")]));
        var before = await fixture.ScalarAsync<long>("select last_value from mt_events_sequence");
        for (var i = 0; i < 10; i++)
        {
            (await fixture.Store.AppendAsync(Library.Place(stale, "c", "d"))).Status.ShouldBe(AppendStatus.Conflict);
            (await fixture.Store.AppendAsync(new AppendUnit { CommandId = command }.Append(Library.EmptyShelf(), [new BookPlaced("e")])))
                .Status.ShouldBe(AppendStatus.DuplicateCommand);
        }

        (await fixture.ScalarAsync<long>("select last_value from mt_events_sequence")).ShouldBe(before);
    }
}
