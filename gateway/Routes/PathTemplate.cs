namespace Mediation.Gateway.Routes;

/// <summary>
/// An Ocelot path template. A placeholder fills a whole segment; as the last segment it takes the rest of the path,
/// slashes and emptiness included, whatever its name (that is Ocelot's rule, not only for {everything}).
/// </summary>
internal sealed class PathTemplate
{
    private readonly string _text;
    private readonly string[] _segments;

    private PathTemplate(string text)
    {
        _text = text;
        _segments = text.TrimEnd('/').Split('/')[1..];
    }

    public bool TakesEverything => _segments is [var only] && IsPlaceholder(only);

    /// <summary>Whether the client's words decide where the path begins.</summary>
    public bool StartsOpen => _segments is [var first, ..] && IsPlaceholder(first);

    public IEnumerable<string> Placeholders => _segments.Where(IsPlaceholder);

    public string RoutePattern => "/" + string.Join('/', _segments.Select(Pattern));

    /// <exception cref="FormatException">The template uses what this gateway cannot follow.</exception>
    public static PathTemplate Parse(string text)
    {
        if (!text.StartsWith('/'))
        {
            throw new FormatException("must start with '/'");
        }

        if (text.AsSpan().ContainsAny("?#*:\\"))
        {
            throw new FormatException("query placeholders and the characters ?#*:\\ are not supported");
        }

        var template = new PathTemplate(text);
        if (template._segments.FirstOrDefault(s => s.AsSpan().ContainsAny("{}") && !IsPlaceholder(s)) is { } broken)
        {
            throw new FormatException($"the placeholder in '{broken}' must fill the whole segment");
        }

        if (template.Placeholders.GroupBy(p => p, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new FormatException($"the placeholder {twice.Key} stands twice");
        }

        return template;
    }

    /// <summary>The values of the placeholders, exactly as written; null for a last one whose slash is missing too.</summary>
    public Dictionary<string, string?> Extract(string path)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        var given = path.Split('/')[1..];
        for (var i = 0; i < _segments.Length; i++)
        {
            if (IsPlaceholder(_segments[i]))
            {
                var rest = i == _segments.Length - 1;
                values[_segments[i]] = i >= given.Length ? null : rest ? string.Join('/', given[i..]) : given[i];
            }
        }

        return values;
    }

    public string Fill(Dictionary<string, string?> values)
    {
        var filled = _segments.Select(s => IsPlaceholder(s) ? values[s] : s).Where(s => s is not null);
        var path = "/" + string.Join('/', filled);
        return _text.Length > 1 && _text.EndsWith('/') ? path + "/" : path;
    }

    public bool Matches(string path)
    {
        var given = path.TrimEnd('/').Split('/')[1..];
        var open = _segments.Length > 0 && IsPlaceholder(_segments[^1]);
        return (given.Length == _segments.Length || (open && given.Length >= _segments.Length - 1))
            && _segments.Zip(given).All(pair => IsPlaceholder(pair.First) || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the fixed segments are written exactly so; the caller knows already that they match but for case.</summary>
    public bool AgreesWith(string path)
    {
        var given = path.Split('/')[1..];
        return _segments.Index().All(s =>
            IsPlaceholder(s.Item) || (s.Index < given.Length && s.Item.Equals(given[s.Index], StringComparison.Ordinal)));
    }

    private static bool IsPlaceholder(string segment) =>
        segment is ['{', _, .., '}'] && !segment.AsSpan(1, segment.Length - 2).ContainsAny("{}");

    // Names of our own: Ocelot allows characters in a name that route patterns do not.
    private string Pattern(string segment, int index) =>
        !IsPlaceholder(segment) ? segment : index == _segments.Length - 1 ? $"{{**p{index}}}" : $"{{p{index}}}";
}
