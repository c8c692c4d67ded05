using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Mediation.Contracts;

namespace Mediation.Testing;

/// <summary>Whose the object of a request is, as the caller of <see cref="AccessMatrix"/> sees it.</summary>
public enum Place
{
    /// <summary>The caller's unit, in the caller's area.</summary>
    OwnUnit,

    /// <summary>Another unit of the same area.</summary>
    OtherUnit,

    /// <summary>Another unit elsewhere.</summary>
    OtherArea,
}

/// <summary>A request that is well formed, so that only access decides whether its object is found.</summary>
/// <param name="Path">With the ids of the place's objects.</param>
/// <param name="Body">For a POST.</param>
/// <param name="Listed">For a list: what the answer's text holds when the place's object is in it.</param>
/// <param name="Makes">Whether it makes something new in the place; then it is refused instead of not found.</param>
/// <param name="AtVersion">Sends a version that nothing has: what is found answers 412 and stays as it is.</param>
/// <param name="Stricter">The route asks for more than the table: its object may be unknown to one whom the table lets in, too.</param>
public sealed record Asked(
    string Path, object? Body = null, string? Listed = null, bool Makes = false, bool AtVersion = true, bool Stricter = false);

/// <summary>Every route of a service by every role against objects of three places, compared with the access table.</summary>
public static class AccessMatrix
{
    /// <summary>Where the caller is.</summary>
    public const string Area = "610981113";

    /// <summary>Where the objects of <see cref="Place.OtherArea"/> are.</summary>
    public const string Elsewhere = "330206";

    /// <summary>Another person than the one who made the objects.</summary>
    private static readonly string Person = "00000000-0000-4000-8000-0000000000aa";

    private static readonly string[] Refusals = ["access.outsideArea", "access.role"];

    /// <summary>The unit of a place.</summary>
    public static Guid UnitOf(Place place) => new($"00000000-0000-4000-8000-00000000010{(int)place}");

    /// <summary>The area of a place.</summary>
    public static string AreaOf(Place place) => place == Place.OtherArea ? Elsewhere : Area;

    /// <summary>Asks everything.</summary>
    /// <param name="service">With an object of each place behind each path.</param>
    /// <param name="table">The service's rows.</param>
    /// <param name="ask">The request on a route for a place; every row that is not public must have one.</param>
    /// <returns>One line per answer that is not what the table says; empty when all are.</returns>
    public static Task<IReadOnlyList<string>> DifferencesAsync(
        TestService service, IReadOnlyList<AccessRule> table, Func<string, Place, Asked> ask) => DifferencesAsync(service.Client.BaseAddress!, table, ask);

    /// <param name="address">Of a service that takes the tokens of <see cref="TestIssuer"/>.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="ask">The request on a route for a place.</param>
    /// <inheritdoc cref="DifferencesAsync(TestService, IReadOnlyList{AccessRule}, Func{string, Place, Asked})"/>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(Uri address, IReadOnlyList<AccessRule> table, Func<string, Place, Asked> ask)
    {
        using var client = new HttpClient { BaseAddress = address };
        var routes = await RoutesAsync(client);
        var closed = table.Where(rule => !rule.Open).ToList();
        var differences = routes.Where(route => table.All(rule => rule.Route != route)).Select(route => $"{route} is not in the table").ToList();
        foreach (var rule in closed)
        {
            await WithoutTokenAsync(client, rule, ask(rule.Route, Place.OwnUnit), differences);
            foreach (var role in Roles.All)
            {
                foreach (var place in Enum.GetValues<Place>())
                {
                    var (status, text) = await SendAsync(client, rule.Route, ask(rule.Route, place), role);
                    if (Difference(rule, role, place, ask(rule.Route, place), status, text) is { } difference)
                    {
                        differences.Add($"{rule.Route} as {role} on {place}: {difference}; got {status} {text}");
                    }
                }
            }
        }

        return differences;
    }

    private static string? Difference(AccessRule rule, string role, Place place, Asked asked, int status, string text)
    {
        if (!rule.Admits([role]))
        {
            return status == 403 && text.Contains("access.role", StringComparison.Ordinal) ? null : "the role is let in";
        }

        var seen = rule.Everywhere.Contains(role) || (rule.OwnUnit.Contains(role) && place == Place.OwnUnit) || (rule.OwnArea.Contains(role) && place != Place.OtherArea);
        // What is made has no unit yet: a unit role may make it anywhere in its own area.
        seen |= asked.Makes && rule.OwnUnit.Contains(role) && place != Place.OtherArea;
        if (asked.Listed is { } item)
        {
            return status == 200 && text.Contains(item, StringComparison.Ordinal) == seen ? null : seen ? "not listed" : "listed";
        }

        return seen
            ? status is 401 or 403 or >= 500 || (status == 404 && !asked.Stricter) ? "should be found" : null
            : status == (asked.Makes ? 403 : 404) && (status == 404 || Refusals.Any(code => text.Contains(code, StringComparison.Ordinal))) ? null : "should not be found";
    }

    private static async Task WithoutTokenAsync(HttpClient client, AccessRule rule, Asked asked, List<string> differences)
    {
        var (status, text) = await SendAsync(client, rule.Route, asked, null);
        if (status != 401)
        {
            differences.Add($"{rule.Route} without a token: {status} {text}");
        }
    }

    private static async Task<(int Status, string Text)> SendAsync(HttpClient client, string route, Asked asked, string? role)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Split(' ')[0]), asked.Path);
        if (asked.Body is not null)
        {
            request.Content = JsonContent.Create(asked.Body);
            if (asked is { AtVersion: true, Makes: false })
            {
                request.Headers.TryAddWithoutValidation("If-Match", "\"999999\"");
            }
        }

        if (role is not null)
        {
            var token = TestIssuer.Token(Person, [role], [UnitOf(Place.OwnUnit)], [Area]);
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        // What streams for ever is not waited for.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync());
    }

    private static async Task<IReadOnlyList<string>> RoutesAsync(HttpClient client)
    {
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        return [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} /{path.Key.Trim('/')}"))];
    }
}
