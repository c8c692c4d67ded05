using System.Text;
using System.Text.RegularExpressions;

namespace Mediation.ServiceDefaults;

/// <summary>On which page each named place of a PDF is.</summary>
/// <param name="First">Pages by the names of places, from 1.</param>
/// <param name="Total">How many pages there are.</param>
public sealed partial record PrintedPages(IReadOnlyDictionary<string, int> First, int Total)
{
    /// <summary>Reads what Chromium writes: named destinations in one dictionary, pages in a tree, nothing packed.</summary>
    public static PrintedPages Of(byte[] pdf)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var text = Encoding.Latin1.GetString(pdf);
        var nodes = Nodes().Matches(text).ToDictionary(m => m.Groups["id"].Value, m => m);
        var root = nodes.Values.Single(m => !m.Groups["body"].Value.Contains("/Parent", StringComparison.Ordinal));
        var pages = Leaves(root, nodes).ToList();
        var numbers = pages.Select((page, i) => (page, i)).ToDictionary(p => p.page, p => p.i + 1);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Dests().Match(text) is { Success: true } at)
        {
            var start = text.IndexOf($"\n{at.Groups["id"].Value} 0 obj", StringComparison.Ordinal);
            var body = text[start..text.IndexOf("endobj", start, StringComparison.Ordinal)];
            foreach (var place in Places().Matches(body).Where(p => numbers.ContainsKey(p.Groups["page"].Value)))
            {
                first[place.Groups["name"].Value] = numbers[place.Groups["page"].Value];
            }
        }

        return new PrintedPages(first, pages.Count);
    }

    private static IEnumerable<string> Leaves(Match node, Dictionary<string, Match> nodes) => References().Matches(node.Groups["kids"].Value)
        .Select(kid => kid.Groups["id"].Value)
        .SelectMany(id => nodes.TryGetValue(id, out var inner) ? Leaves(inner, nodes) : [id]);

    [GeneratedRegex(@"\n(?<id>\d+) 0 obj\s*(?<body><<\s*/Type /Pages\b[^>]*?/Kids \[(?<kids>[^\]]*)\][^>]*>>)")]
    private static partial Regex Nodes();

    [GeneratedRegex(@"(?<id>\d+) 0 R")]
    private static partial Regex References();

    [GeneratedRegex(@"/Dests (?<id>\d+) 0 R")]
    private static partial Regex Dests();

    [GeneratedRegex(@"/(?<name>[A-Za-z0-9_-]+) \[(?<page>\d+) 0 R /XYZ")]
    private static partial Regex Places();
}
