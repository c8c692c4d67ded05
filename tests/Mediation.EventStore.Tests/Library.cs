using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mediation.EventStore.Tests;

// A small domain that has nothing to do with mediation.
internal sealed record BookPlaced(string Title);

internal sealed record BookTaken(string Title);

internal sealed record BookBorrowed(Guid Shelf, string Title);

internal sealed record Shelf(int Changes, IReadOnlyList<string> Titles) : IAggregate<Shelf>
{
    public static Shelf Initial { get; } = new(0, []);

    public Shelf Evolve(object @event) => @event switch
    {
        BookPlaced placed => new Shelf(Changes + 1, [.. Titles, placed.Title]),
        BookTaken taken => new Shelf(Changes + 1, [.. Titles.Where(t => t != taken.Title)]),
        _ => this,
    };
}

internal sealed record Borrower(int Borrowed) : IAggregate<Borrower>
{
    public static Borrower Initial { get; } = new(0);

    public Borrower Evolve(object @event) => @event is BookBorrowed ? new Borrower(Borrowed + 1) : this;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BookPlaced))]
[JsonSerializable(typeof(BookTaken))]
[JsonSerializable(typeof(BookBorrowed))]
[JsonSerializable(typeof(BookShelved))]
[JsonSerializable(typeof(Shelf))]
[JsonSerializable(typeof(Borrower))]
internal sealed partial class LibraryJson : JsonSerializerContext;

/// <summary>What <see cref="BookPlaced"/> was called once.</summary>
internal sealed record BookShelved(string Name);

internal static class Library
{
    internal static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    internal static EventStoreOptions Options(string connectionString, int writers = 2, int shelfFormat = 1) =>
        new EventStoreOptions { ConnectionString = connectionString, Writers = writers }
            .Aggregate<Shelf>("shelf", LibraryJson.Default, shelfFormat)
            .Aggregate<Borrower>("borrower", LibraryJson.Default)
            .Events(LibraryJson.Default, typeof(BookPlaced), typeof(BookTaken), typeof(BookBorrowed))
            .Upcast<BookShelved>("book_shelved", LibraryJson.Default, old => new BookPlaced(old.Name));

    internal static EventStore Open(string connectionString, int writers = 2, int shelfFormat = 1) =>
        new(Options(connectionString, writers, shelfFormat), TimeProvider.System);

    internal static Fetched<Shelf> EmptyShelf(Guid? id = null) => new(id ?? NewId(), Shelf.Initial, 0);

    internal static AppendUnit Place(Fetched<Shelf> shelf, params string[] titles) =>
        new AppendUnit().Append(shelf, [.. titles.Select(t => new BookPlaced(t))]);
}
