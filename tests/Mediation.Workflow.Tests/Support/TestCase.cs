using Mediation.Testing;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mediation.Contracts.Intake;

namespace Mediation.Workflow.Tests;

/// <summary>One case as a client of the service works it.</summary>
internal sealed record TestCase(HttpClient Client, DisputeAccepted Accepted, Guid PartyA, Guid PartyB, Guid Mediator)
{
    internal Guid Id => Accepted.DisputeId;

    internal static TestCase New(HttpClient client, string type, string area)
    {
        var now = TimeProvider.System.GetUtcNow();
        Guid id = Guid.CreateVersion7(now), a = Guid.CreateVersion7(now), b = Guid.CreateVersion7(now);
        var accepted = new DisputeAccepted(
            id, "（2026）段人调字第0001号", Facts.Committee, area, type, "police",
            [new PartyRef(a, "A", "person"), new PartyRef(b, "B", "person")], 2, 9, 8000, now);
        return new TestCase(client, accepted, a, b, TestCaller.Everyone);
    }

    internal async Task<JsonElement> ReadAsync() => await Client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{Id}");

    /// <summary>A change of the case at its current version.</summary>
    internal async Task<Answer> TryChangeAsync(string path, object body)
    {
        using var current = await Client.GetAsync($"/api/v1/cases/{Id}");
        return await Answer.PostAsync(Client, $"/api/v1/cases/{Id}/{path}", body, current.Headers.ETag!.Tag);
    }

    internal async Task<JsonElement> ChangeAsync(string path, object body) => (await TryChangeAsync(path, body)).Expect(HttpStatusCode.OK);

    internal Task<Answer> TryAddAsync(string path, object body) => Answer.PostAsync(Client, $"/api/v1/cases/{Id}/{path}", body);

    internal async Task<JsonElement> AddAsync(string path, object body) => (await TryAddAsync(path, body)).Expect(HttpStatusCode.Created);

    internal Task<JsonElement> RecordAsync(int step, object record) => AddAsync($"steps/{step}/records", record);

    internal Task<JsonElement> CompleteAsync(int step) => ChangeAsync($"steps/{step}/completion", new { });

    /// <summary>Intake knows the parties' names, as it does of every case in earnest.</summary>
    internal void KnownTo(IntakeStandIn intake) => intake.Knows(
        Id, new { parties = new object[] { new { partyId = PartyA, name = "张三" }, new { partyId = PartyB, name = "李四" } } });

    /// <summary>Both sides consent to all outsiders of a session.</summary>
    internal async Task<JsonElement> ConsentAsync(Guid session) =>
        (await Answer.PostAsync(Client, $"/api/v1/sessions/{session}/consents", new { partyIds = new[] { PartyA, PartyB }, given = true })).Expect(HttpStatusCode.OK);

    /// <summary>The first four steps with the least they need.</summary>
    internal async Task WorkFourStepsAsync()
    {
        await RecordAsync(1, new { kind = "discovery", text = "网格员巡查发现" });
        await RecordAsync(1, new { kind = "firstContact", side = "A" });
        await RecordAsync(1, new { kind = "firstContact", side = "B" });
        await RecordAsync(1, new { kind = "riskAssessment", risk = "yellow" });
        await CompleteAsync(1);
        foreach (var party in (Guid[])[PartyA, PartyB])
        {
            await RecordAsync(2, new { kind = "rightsNotice", partyId = party });
            await RecordAsync(2, new { kind = "consent", partyId = party, given = true });
        }

        await CompleteAsync(2);
        await RecordAsync(3, new { kind = "investigation", text = "查阅1993年宅基地档案" });
        await RecordAsync(3, new { kind = "undisputedFacts", text = "两家地界相邻" });
        await RecordAsync(3, new { kind = "pointsInDispute", text = "滴水檐下三尺归谁" });
        await CompleteAsync(3);
        await RecordAsync(4, new { kind = "lawExplained", provisions = new[] { "民法典第288条" }, partyIds = new[] { PartyA, PartyB } });
        await CompleteAsync(4);
    }
}

/// <summary>An answer of the service.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, string? Tag)
{
    internal string Code => Body.GetProperty("code").GetString()!;

    internal JsonElement Expect(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body.ToString());
        return Body;
    }

    internal static async Task<Answer> PostAsync(HttpClient client, string path, object body, string? ifMatch = null, Guid? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key.ToString());
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), response.Headers.ETag?.Tag);
    }
}
