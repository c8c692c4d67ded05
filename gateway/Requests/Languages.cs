using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Mediation.Gateway.Requests;

internal static class Languages
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static JavaScriptEncoder Readable { get; } = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static string Of(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wishes))
        {
            return Chinese;
        }

        var known = wishes.Where(w => w.Quality is null or > 0).OrderByDescending(w => w.Quality ?? 1)
            .Select(w => w.Value.Value ?? "").FirstOrDefault(w => Is(w, "zh") || Is(w, "en"));
        return known is not null && Is(known, "en") ? English : Chinese;
    }

    private static bool Is(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
