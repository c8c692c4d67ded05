namespace Mediation.ServiceDefaults;

/// <summary>One page of a list: keyset paging, ascending by id.</summary>
/// <param name="After">Id of the last item seen; null for the first page.</param>
/// <param name="Limit">1 to 200; 50 when missing.</param>
public readonly record struct Paging(Guid? After, int? Limit)
{
    private const int Most = 200;

    /// <summary>Items asked for.</summary>
    public int Size => Limit ?? 50;

    /// <summary>A 400 when the limit is out of bounds, else null.</summary>
    public Refusal? Refusal => new FieldCheck().Range("limit", Limit, 1, Most).Refusal;

    /// <summary>Builds the answer from up to <see cref="Size"/> + 1 items.</summary>
    public ListPage<TItem> PageOf<TItem>(IReadOnlyList<TItem> found, Func<TItem, Guid> idOf)
    {
        var more = found.Count > Size;
        return new ListPage<TItem>(more ? [.. found.Take(Size)] : found, more ? idOf(found[Size - 1]) : null);
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">At most the limit asked for.</param>
/// <param name="Next">What to ask for as <c>after</c> for the next page; null at the end.</param>
public sealed record ListPage<TItem>(IReadOnlyList<TItem> Items, Guid? Next);
