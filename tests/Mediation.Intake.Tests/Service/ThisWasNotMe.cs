using System.Net;
using Mediation.Contracts;
using Mediation.Testing;

namespace Mediation.Intake.Tests.Service;

public sealed class ThisWasNotMe(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    [Fact]
    public async Task an_objection_stays_on_record_once_with_its_answer_beside_it()
    {
        var committee = await intake.CommitteeAsync("异");
        var (id, etag) = await intake.ReadyAsync();
        var party = (await intake.Client.ReadAsync($"/disputes/{id}")).Body!["parties"]![0]!["partyId"]!.ToString();
        (await intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag)).Must(HttpStatusCode.OK);
        var code = (await intake.Client.PostAsync($"/disputes/{id}/parties/{party}/status-code", "{}"))["code"]!;
        using var anyone = intake.Anyone();

        var first = (await anyone.PostAsync($"/status/{code}/objection", new { text = "我从未申请调解" })).Must(HttpStatusCode.OK);
        var again = (await anyone.PostAsync($"/status/{code}/objection", new { text = "再说一遍" })).Must(HttpStatusCode.OK);

        first.Body!.ToJsonString().ShouldBe(again.Body!.ToJsonString());
        first.Body.AsObject().Select(member => member.Key).ShouldBe(["recordedAt"]);
        using var head = intake.As(Roles.CommitteeHead, [committee], "610981");
        var anomaly = (await head.ReadAsync($"/disputes/{id}")).Body!["anomalies"]!.AsArray().ShouldHaveSingleItem()!;
        (anomaly["kind"]!.ToString(), anomaly["partyId"]!.ToString(), anomaly["text"]!.ToString()).ShouldBe(("partyDenied", party, "我从未申请调解"));

        var path = $"/disputes/{id}/anomalies/{anomaly["id"]}/answer";
        (await head.PostAsync(path, new { text = "系同名人误登" })).Must(HttpStatusCode.Created);
        (await head.PostAsync(path, new { text = "" })).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["text:required"]);
        var answered = (await head.ReadAsync($"/disputes/{id}")).Body!["anomalies"]!.AsArray().ShouldHaveSingleItem()!;
        (answered["id"]!.ToString(), answered["text"]!.ToString()).ShouldBe((anomaly["id"]!.ToString(), "我从未申请调解"));
        answered["answers"]![0]!["text"]!.ToString().ShouldBe("系同名人误登");

        (await anyone.PostAsync($"/status/{code}/objection", "{}")).Must(HttpStatusCode.OK);
        (await head.ReadAsync($"/disputes/{id}")).Body!["anomalies"]!.AsArray().Count.ShouldBe(2);
        (await intake.TablesWithAsync("我从未申请调解", "系同名人误登")).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_head_of_the_committee_has_no_way_to_take_it_back()
    {
        var (id, anomaly, committee) = await DeniedAsync();
        using var head = intake.As(Roles.CommitteeHead, [committee], "610981");
        AccessTable.Intake.Where(rule => rule.Route.Contains("anomal", StringComparison.Ordinal)).Select(rule => rule.Route)
            .ShouldBe(["POST /api/v1/disputes/{id}/anomalies/{anomalyId}/answer"]);
        foreach (var path in (string[])[$"/disputes/{id}", $"/disputes/{id}/anomalies", $"/disputes/{id}/anomalies/{anomaly}", $"/disputes/{id}/anomalies/{anomaly}/answer"])
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Delete, HttpMethod.Put, HttpMethod.Patch])
            {
                using var request = new HttpRequestMessage(method, $"/api/v1{path}");
                using var answer = await head.SendAsync(request);
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
            }
        }

        (await head.ReadAsync($"/disputes/{id}")).Body!["anomalies"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task only_the_head_of_the_own_committee_answers()
    {
        var (id, anomaly, committee) = await DeniedAsync();
        var path = $"/disputes/{id}/anomalies/{anomaly}/answer";
        using var clerk = intake.As(Roles.IntakeClerk, [committee], "610981");
        using var other = intake.As(Roles.CommitteeHead, [intake.NewId()], "610981");
        using var own = intake.As(Roles.CommitteeHead, [committee], "610981");
        (await clerk.PostAsync(path, new { text = "x" })).Must(HttpStatusCode.Forbidden);
        (await other.PostAsync(path, new { text = "x" })).Must(HttpStatusCode.NotFound).Code.ShouldBe("dispute.unknown");
        (await own.PostAsync(path.Replace($"{anomaly}", $"{intake.NewId()}"), new { text = "x" })).Must(HttpStatusCode.NotFound).Code.ShouldBe("anomaly.unknown");
    }

    [Fact]
    public async Task twenty_at_once_are_one()
    {
        var registered = await intake.Client.PostAsync("/disputes", IntakeFixture.Body());
        var party = registered.Body!["parties"]![0]!["partyId"]!.ToString();
        var code = (await intake.Client.PostAsync($"/disputes/{registered.Id}/parties/{party}/status-code", "{}"))["code"]!;
        using var anyone = intake.Anyone();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => anyone.PostAsync($"/status/{code}/objection", new { text = "不是我" })));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        (await intake.Client.ReadAsync($"/disputes/{registered.Id}")).Body!["anomalies"]!.AsArray().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"text":1}""")]
    [InlineData("""{"text":"x","partyId":"019c0000-0000-7000-8000-000000000001"}""")]
    [InlineData("[]")]
    [InlineData("%LONG")]
    public async Task a_malformed_objection_is_refused_whatever_the_code(string body)
    {
        using var anyone = intake.Anyone();
        var text = body.Replace("%LONG", $$"""{"text":"{{new string('不', 2001)}}"}""");
        (await anyone.PostAsync("/status/0000-0000-0000-0000/objection", text)).Must(HttpStatusCode.BadRequest);
    }

    private async Task<(Guid Id, Guid Anomaly, Guid Committee)> DeniedAsync()
    {
        var (id, _, committee) = await intake.DeniedAsync("异");
        var anomaly = (await intake.Client.ReadAsync($"/disputes/{id}")).Body!["anomalies"]![0]!["id"]!.ToString();
        return (id, Guid.Parse(anomaly), committee);
    }
}
