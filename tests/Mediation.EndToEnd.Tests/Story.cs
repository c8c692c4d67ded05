using System.Net;
using System.Text.Json.Nodes;
using Mediation.Contracts;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>The main job as its users do it, through the gateway.</summary>
internal sealed class Story(HttpClient gateway, TestCaller caller)
{
    internal const string Township = "610981113";

    internal HttpClient Gateway => gateway;

    internal Guid Committee { get; private set; }

    /// <summary>A committee in the township with one mediator; intake knows it when this returns.</summary>
    internal async Task SetUpAsync(string shortName)
    {
        Committee = (await CreatedAsync("/committees", new { name = "段家河派出所调解室", shortName, areaCode = Township, kind = "policeStationRoom" })).Id;
        caller.Join(Committee);
        await CreatedAsync("/mediators", new { committeeId = Committee, name = "何建民", capacity = "communityPoliceOfficer", phone = "13812345678" });
    }

    /// <summary>A registered dispute of two sides; its answer.</summary>
    internal Task<ApiAnswer> RegisterAsync(string typeCode = "0902") => CreatedAsync("/disputes", new
    {
        source = DisputeSources.Police,
        typeCode,
        areaCode = Township,
        place = "段家河镇薛家湾村二组",
        occurredOn = "2024-03-12",
        summary = "两家因宅基地界址争执三十年，父辈去世后儿辈再起冲突",
        parties = new object[]
        {
            new { side = "A", kind = "person", name = "张守田", phone = "13900001111", idNumber = "11010519491231002X", address = "二组12号" },
            new { side = "B", kind = "person", name = "李树根", phone = "13700002222", address = "二组13号" },
        },
        households = 2,
        persons = 9,
    });

    /// <summary>Registered, consented, accepted; the mediator proposed has taken it on.</summary>
    internal async Task<OpenCase> OpenAsync(string typeCode = "0902")
    {
        var dispute = await RegisterAsync(typeCode);
        var parties = dispute.Body!["parties"]!.AsArray().ToDictionary(p => p!["side"]!.ToString(), p => Guid.Parse(p!["partyId"]!.ToString()));
        ApiAnswer last = dispute;
        foreach (var party in parties.Values)
        {
            last = await OkAsync($"/disputes/{dispute.Id}/consents", new { partyId = party, given = true });
        }

        // The committee reaches intake by message.
        ApiAnswer accepted = null!;
        await Eventually.Async(async () =>
            (accepted = await gateway.PostAsync($"/disputes/{dispute.Id}/acceptance", new { committeeId = Committee }, last.ETag))
                .Status.ShouldBe(HttpStatusCode.OK, accepted?.Body?.ToJsonString()));
        var mediator = await ProposedAsync(dispute.Id);
        await ChangeAsync(dispute.Id, "/assignment/acceptance", new { mediatorId = mediator }, mediator);
        return new OpenCase(dispute.Id, accepted["caseNumber"]!, parties, mediator);
    }

    internal async Task<JsonNode> FileAsync(Guid id)
    {
        var file = await gateway.ReadAsync($"/cases/{id}");
        file.Status.ShouldBe(HttpStatusCode.OK, file.Body?.ToJsonString());
        return file.Body!;
    }

    internal Task RecordAsync(Guid id, int step, object record) => CreatedAsync($"/cases/{id}/steps/{step}/records", record);

    internal Task<ApiAnswer> CompleteAsync(Guid id, int step) => ChangeAsync(id, $"/steps/{step}/completion", new { });

    /// <summary>A change of the case at its current version.</summary>
    internal async Task<ApiAnswer> ChangeAsync(Guid id, string path, object body, Guid? person = null) =>
        await OkAsync($"/cases/{id}{path}", body, (await gateway.ReadAsync($"/cases/{id}")).ETag, person);

    internal async Task<ApiAnswer> OkAsync(string path, object body, string? ifMatch = null, Guid? person = null)
    {
        var answer = await gateway.PostAsync(path, body, ifMatch, person: person);
        ((int)answer.Status).ShouldBeInRange(200, 201, $"{path}: {answer.Body?.ToJsonString()}");
        return answer;
    }

    internal async Task<ApiAnswer> CreatedAsync(string path, object body)
    {
        var answer = await OkAsync(path, body);
        answer.Status.ShouldBe(HttpStatusCode.Created, path);
        return answer;
    }

    /// <summary>A metric of the township for this year, once it shows what is awaited.</summary>
    internal Task<JsonNode> MetricAsync(string code) => MetricAsync(code, _ => { });

    internal async Task<JsonNode> MetricAsync(string code, Action<JsonNode> awaited, TimeSpan? within = null)
    {
        JsonNode? figure = null;
        await Eventually.Async(async () =>
        {
            var answer = await gateway.ReadAsync($"/metrics/{code}?area={Township}");
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
            awaited(figure = answer.Body!);
        }, within);
        return figure!;
    }

    private async Task<Guid> ProposedAsync(Guid id)
    {
        string? proposed = null;
        await Eventually.Async(async () =>
        {
            var file = await gateway.ReadAsync($"/cases/{id}");
            file.Status.ShouldBe(HttpStatusCode.OK);
            (proposed = file.Body!["assignment"]!["proposedMediatorId"]?.ToString()).ShouldNotBeNull();
        });
        return Guid.Parse(proposed!);
    }
}

internal sealed record OpenCase(Guid Id, string Number, IReadOnlyDictionary<string, Guid> Parties, Guid Mediator);
