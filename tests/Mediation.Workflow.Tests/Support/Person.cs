using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Testing;

namespace Mediation.Workflow.Tests;

/// <summary>Someone with a token of their own: an account in a role, or an invitee.</summary>
internal sealed record Person(HttpClient Client, string? Authorization)
{
    private static readonly Guid OtherCommittee = Facts.Id(39);

    /// <summary>Who presides over every case of the tests.</summary>
    internal static Person Presiding(WorkflowSuite suite) => Of(suite, TestCaller.Everyone, Roles.Mediator);

    /// <summary>Of the unit of every case of the tests.</summary>
    internal static Person Of(WorkflowSuite suite, Guid id, string role) =>
        new(suite.Client, $"Bearer {TestIssuer.Token(id.ToString(), [role], [Facts.Committee], ["610981"])}");

    internal static Person OfOtherUnit(WorkflowSuite suite, string role) =>
        new(suite.Client, $"Bearer {TestIssuer.Token($"{Facts.Id(99)}", [role], [OtherCommittee], ["610981"])}");

    internal async Task<Answer> PostAsync(string path, object body, string? ifMatch = null, Guid? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        Add(request, "If-Match", ifMatch);
        Add(request, "Idempotency-Key", key?.ToString());
        return await SendAsync(request);
    }

    internal async Task<Answer> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        return await SendAsync(request);
    }

    internal async Task<JsonElement> SeesAsync(string path) => (await ReadAsync(path)).Expect(HttpStatusCode.OK);

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        // Some value keeps the test's client from signing the request in itself.
        request.Headers.TryAddWithoutValidation("Authorization", Authorization ?? "None");
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), response.Headers.ETag?.Tag);
    }

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }
}
