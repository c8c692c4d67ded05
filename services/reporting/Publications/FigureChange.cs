using System.Text.Json;

namespace Mediation.Reporting.Publications;

/// <summary>A figure that a revision changed.</summary>
/// <param name="Item">Place of the question, from 0.</param>
/// <param name="Metric">Its metric.</param>
/// <param name="Figure">Which figure of the answer, such as numerator, excluded.linkedAsDuplicate or groups[610981].percent.</param>
/// <param name="Before">In the revision before; null where there was none.</param>
/// <param name="After">In this one; null where there is none.</param>
internal sealed record FigureChange(int Item, string Metric, string Figure, decimal? Before, decimal? After)
{
    internal static IReadOnlyList<FigureChange> Between(byte[] before, byte[] after)
    {
        using var then = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        return [.. then.RootElement.EnumerateArray().Zip(now.RootElement.EnumerateArray()).SelectMany((pair, i) => Of(i, pair.First, pair.Second))];
    }

    private static List<FigureChange> Of(int item, JsonElement before, JsonElement after)
    {
        var metric = after.GetProperty("metric").GetString()!;
        var (then, now) = (Figures(before, "").ToDictionary(), Figures(after, "").ToDictionary());
        return
        [
            .. now.Keys.Union(then.Keys)
                .Select(figure => new FigureChange(item, metric, figure, Value(then, figure), Value(now, figure)))
                .Where(change => change.Before != change.After),
        ];
    }

    private static decimal? Value(Dictionary<string, decimal> figures, string figure) => figures.TryGetValue(figure, out var value) ? value : null;

    // Groups are told apart by their keys, not by their places: one may come between.
    private static IEnumerable<KeyValuePair<string, decimal>> Figures(JsonElement of, string path) => of.ValueKind switch
    {
        JsonValueKind.Number when !path.EndsWith("definitionVersion", StringComparison.Ordinal) => [new(path, of.GetDecimal())],
        JsonValueKind.Object => of.EnumerateObject().SelectMany(member => Figures(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => of.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)
            .SelectMany(group => Figures(group, $"{path}[{string.Join(',', KeysOf(group))}]")),
        _ => [],
    };

    private static IEnumerable<string?> KeysOf(JsonElement group) => ((string[])["key", "key2"])
        .Where(name => group.TryGetProperty(name, out _)).Select(name => group.GetProperty(name).GetString());
}
