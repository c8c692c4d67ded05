using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>Commands as clients send them: JSON through the gateway, each under a key of its own.</summary>
internal sealed class Commands(HttpClient gateway, TestCaller caller)
{
    private const string Township = "610981113";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] Dispute = JsonSerializer.SerializeToUtf8Bytes(new
    {
        source = "police",
        typeCode = "0902",
        areaCode = Township,
        place = "段家河镇薛家湾村二组",
        occurredOn = "2024-03-12",
        summary = "两家因宅基地界址争执三十年，父辈去世后儿辈再起冲突",
        parties = new object[]
        {
            new { side = "A", kind = "person", name = "张守田", phone = "13900001111" },
            new { side = "B", kind = "person", name = "李树根", phone = "13700002222" },
        },
        households = 2,
        persons = 9,
    }, JsonSerializerOptions.Web);

    private static readonly byte[] Record = JsonSerializer.SerializeToUtf8Bytes(
        new { kind = "discovery", text = "110转来，双方在地界上发生争吵，经劝解后各自回家" }, JsonSerializerOptions.Web);

    /// <summary>Registers a dispute of two sides: a new stream, six sealed texts.</summary>
    internal Task<Guid> RegisterAsync() => PostAsync("/api/v1/disputes", Dispute);

    /// <summary>Puts a record on file: the next event of a case, one sealed text.</summary>
    internal Task<Guid> AddRecordAsync(Guid openCase) => PostAsync($"/api/v1/cases/{openCase}/steps/1/records", Record);

    /// <summary>Cases whose mediator has taken them on.</summary>
    internal async Task<Guid[]> OpenCasesAsync(int count)
    {
        var committee = (await gateway.PostAsync("/committees",
            new { name = "段家河派出所调解室", shortName = "段", areaCode = Township, kind = "policeStationRoom" })).Must(HttpStatusCode.Created).Id;
        caller.Join(committee);
        for (var i = 0; i < 4; i++)
        {
            (await gateway.PostAsync("/mediators", new
            {
                committeeId = committee, name = "何建民", capacity = "communityPoliceOfficer", phone = "13812345678", maxLoad = count,
            })).Must(HttpStatusCode.Created);
        }

        var opened = new List<Guid>();
        foreach (var some in Enumerable.Range(0, count).Chunk(8))
        {
            opened.AddRange(await Task.WhenAll(some.Select(_ => OpenCaseAsync(committee))));
        }

        return [.. opened];
    }

    private async Task<Guid> OpenCaseAsync(Guid committee)
    {
        var id = await RegisterAsync();
        var last = await gateway.ReadAsync($"/disputes/{id}");
        foreach (var party in last.Body!["parties"]!.AsArray())
        {
            last = await gateway.PostAsync($"/disputes/{id}/consents", new { partyId = party!["partyId"]!.ToString(), given = true });
        }

        // The committee reaches intake by message, and so do the case workflow and the mediator the case.
        await Eventually.Async(async () =>
            (await gateway.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, last.ETag)).Must(HttpStatusCode.OK), Patience);
        await Eventually.Async(async () =>
        {
            var file = (await gateway.ReadAsync($"/cases/{id}")).Must(HttpStatusCode.OK);
            var mediator = Guid.Parse(file.Body!["assignment"]!["proposedMediatorId"]!.ToString());
            (await gateway.PostAsync($"/cases/{id}/assignment/acceptance", new { mediatorId = mediator }, file.ETag, person: mediator)).Must(HttpStatusCode.OK);
        }, Patience);
        return id;
    }

    private async Task<Guid> PostAsync(string path, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Ids.New().ToString());
        using var response = await gateway.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"POST {path}: {response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}");
        }

        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("id").GetGuid();
    }
}
