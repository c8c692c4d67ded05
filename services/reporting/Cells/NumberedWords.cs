namespace Mediation.Reporting.Cells;

/// <summary>Areas and keys by a number each: cells compare numbers, and each word is held once. The empty one is 0. Not thread-safe.</summary>
internal sealed class NumberedWords
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> _words = [""];

    internal string this[int number] => _words[number];

    internal bool TryFind(string word, out int number) => _numbers.TryGetValue(word, out number);

    /// <summary>The word's number; a new one where it has none yet.</summary>
    internal int NumberOf(ReadOnlySpan<char> word)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!numbers.TryGetValue(word, out var number))
        {
            number = _words.Count;
            _words.Add(word.ToString());
            _numbers.Add(_words[number], number);
        }

        return number;
    }

    /// <summary>Where each stands in their order, by its number.</summary>
    internal int[] Ranks()
    {
        int[] ranks = new int[_words.Count], order = [.. Enumerable.Range(0, _words.Count)];
        Array.Sort(_words.ToArray(), order, StringComparer.Ordinal);
        for (var i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return ranks;
    }
}
