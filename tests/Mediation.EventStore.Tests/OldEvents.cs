namespace Mediation.EventStore.Tests;

/// <summary>Every version of an event that was ever stored has a sample here, named by its alias; samples are never removed.</summary>
public sealed class OldEvents(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Theory]
    [InlineData("book_placed")]
    [InlineData("book_shelved")]
    [InlineData("book_taken")]
    [InlineData("book_borrowed")]
    public async Task A_stored_sample_can_be_read(string alias)
    {
        var sample = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "StoredSamples", $"{alias}.json"));
        var stream = Library.NewId();
        await fixture.ExecuteAsync("insert into mt_streams (id, type, version) values ($1, 'imported', 1)", stream);
        await fixture.ExecuteAsync(
            "insert into mt_events (seq_id, id, stream_id, version, data, type) values (nextval('mt_events_sequence'), $1, $2, 1, $3::jsonb, $4)",
            Library.NewId(), stream, sample, alias);
        var read = (await fixture.Store.FetchStreamAsync(stream)).ShouldHaveSingleItem();
        read.Type.ShouldBe(alias);
        read.Data.ShouldBe(alias switch
        {
            "book_placed" or "book_shelved" => new BookPlaced("Walden"),
            "book_taken" => new BookTaken("Walden"),
            _ => new BookBorrowed(Guid.Parse("0199a7b2-0000-7000-8000-000000000001"), "Walden"),
        });
    }

    [Fact]
    public void No_sample_is_left_out() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "StoredSamples")).Length.ShouldBe(4);
}
