using System.Globalization;
using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Digests;

/// <summary>A mediator's own digests, the newest first; nobody's else, whoever asks.</summary>
internal static class ReadDigests
{
    internal static async Task<IResult> GetAsync(HttpContext http, DigestStore digests, string? after, string? limit)
    {
        var parsed = DateOnly.TryParseExact(after, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var before);
        var check = new FieldCheck()
            .That(string.IsNullOrEmpty(after) || parsed, "after", "malformed", "应为日期", "Must be a day")
            .Number("limit", limit, 1, Paging.Most, out var most);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var size = (int)(most ?? Paging.Default);
        var found = Caller.Of(http).PersonId is { } mediator
            ? await digests.OfAsync(mediator, parsed ? before : DateOnly.MaxValue, size + 1, http.RequestAborted)
            : [];
        var items = found.Take(size).ToList();
        return Results.Json(new DigestPage(items, found.Count > size ? items[^1].GetProperty("day").GetString() : null), ServiceJson.Options);
    }
}

internal sealed record DigestPage(IReadOnlyList<JsonElement> Items, string? Next);
