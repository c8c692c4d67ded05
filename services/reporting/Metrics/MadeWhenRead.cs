using System.Collections;

namespace Mediation.Reporting.Metrics;

/// <summary>
/// A list of which each item is made when it is read, every time: of thousands that are written one after the other none has to be kept until the last.
/// </summary>
internal sealed class MadeWhenRead<TOf, T>(IReadOnlyList<TOf> of, Func<TOf, T> make) : IReadOnlyList<T>
{
    public int Count => of.Count;

    public T this[int index] => make(of[index]);

    public IEnumerator<T> GetEnumerator() => of.Select(make).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
