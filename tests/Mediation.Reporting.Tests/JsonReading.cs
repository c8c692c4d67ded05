using System.Text.Json;

namespace Mediation.Reporting.Tests;

internal static class JsonReading
{
    internal static long Long(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    internal static List<string?> Texts(this JsonElement json) => [.. json.EnumerateArray().Select(e => e.GetString())];

    internal static JsonElement Group(this JsonElement answer, string key) =>
        answer.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("key").GetString() == key);

    internal static List<string?> Keys(this JsonElement answer) =>
        [.. answer.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("key").GetString())];
}
