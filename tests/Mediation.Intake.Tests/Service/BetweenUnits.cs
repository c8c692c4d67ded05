using System.Net;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Testing;
using static Mediation.Intake.Tests.Service.IntakeFixture;
using static Mediation.Intake.Tests.Service.Outsiders;

namespace Mediation.Intake.Tests.Service;

public sealed class BetweenUnits(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    [Fact]
    public async Task a_dispute_is_the_receivers_when_both_have_signed()
    {
        var (giver, receiver) = (await intake.CommitteeAsync("交"), await intake.CommitteeAsync("接"));
        using var one = intake.As(Roles.CommitteeHead, [giver], "610981");
        using var two = intake.As(Roles.CommitteeHead, [receiver], "610981");
        var (id, etag) = await intake.ReadyAsync();
        var offer = (await one.PostAsync($"/disputes/{id}/hand-overs", new { fromCommitteeId = giver, toCommitteeId = receiver, reason = "属地管辖" }, etag)).Must(HttpStatusCode.OK);
        var signatures = $"/disputes/{id}/hand-overs/{offer["handOverId"]}/signatures";

        (await one.PostAsync(signatures, new { committeeId = receiver, agreed = true })).Must(HttpStatusCode.Forbidden).Code.ShouldBe("access.otherUnit");
        (await one.PostAsync(signatures, new { committeeId = giver, agreed = true })).Must(HttpStatusCode.OK)["open"].ShouldBe("true");
        var refused = await one.PostAsync($"/disputes/{id}/acceptance", new { committeeId = giver }, (await one.ReadAsync($"/disputes/{id}")).ETag);
        refused.Must(HttpStatusCode.Conflict).Code.ShouldBe("handOver.open");
        var closed = (await two.PostAsync(signatures, new { committeeId = receiver, agreed = true })).Must(HttpStatusCode.OK);
        (closed["open"], closed["committeeId"]).ShouldBe(("false", $"{receiver}"));

        (await one.ReadAsync($"/disputes/{id}")).Must(HttpStatusCode.NotFound);
        (await two.ReadAsync($"/disputes/{id}")).Body!["intake"]!["handOver"]!["reason"]!.ToString().ShouldBe("属地管辖");
        (await two.PostAsync($"/disputes/{id}/acceptance", new { committeeId = receiver }, closed.ETag)).Must(HttpStatusCode.OK)["caseNumber"]!.ShouldContain("接人调字");
    }

    [Fact]
    public async Task a_dispute_sent_elsewhere_counts_with_its_destination()
    {
        var (id, etag) = await intake.ReadyAsync();
        var body = new { destination = "court", reason = "已超出调解范围", notice = "请向法院起诉" };
        (await intake.Client.PostAsync($"/disputes/{id}/diversion", body, etag)).Must(HttpStatusCode.OK)["destination"].ShouldBe("court");
        var facts = await intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == id && m.DivertedTo != null);
        (facts.Status, facts.DivertedTo, facts.DivertedAt is null).ShouldBe(("ended", "court", false));
        (await intake.Client.ReadAsync($"/disputes/{id}")).Body!["intake"]!["diversion"]!["notice"]!.ToString().ShouldBe("请向法院起诉");
    }

    [Fact]
    public async Task signs_of_a_screening_reach_the_case_and_agents_are_shown_masked()
    {
        var committee = await intake.CommitteeAsync("筛");
        var (id, _) = await intake.ReadyAsync();
        var screened = (await intake.Client.PostAsync($"/disputes/{id}/screening", new { signs = new[] { "domesticViolence" }, note = "面部有伤" })).Must(HttpStatusCode.OK);
        screened["dutyToReport"].ShouldBe("true");
        var party = (await intake.Client.ReadAsync($"/disputes/{id}")).Body!["parties"]![0]!["partyId"];
        var agent = new { name = "王律师", phone = "13812345678", power = "special", grantedOn = "2026-01-05", powerOnFile = true };
        var named = (await intake.Client.PostAsync($"/disputes/{id}/parties/{party}/agents", agent)).Must(HttpStatusCode.Created);
        (await intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, named.ETag)).Must(HttpStatusCode.OK);

        (await intake.Others.WaitForAsync<DisputeAccepted>(m => m.DisputeId == id)).Signs.ShouldBe(["domesticViolence"]);
        var read = (await intake.Client.ReadAsync($"/disputes/{id}")).Body!["intake"]!;
        (read["screeningNote"]!.ToString(), read["agents"]![0]!["name"]!.ToString(), read["agents"]![0]!["phone"]!.ToString()).ShouldBe(("面部有伤", "王律师", "138****5678"));
        using var officer = intake.As(Roles.JudicialOfficer, [], "6109");
        (await officer.ReadAsync($"/disputes/{id}")).Body!["intake"]!["agents"]![0]!["name"]!.ToString().ShouldBe("王*");
    }

    [Fact]
    public async Task look_alikes_are_found_by_number_place_and_time_and_only_where_they_may_be_seen()
    {
        var phone = NewPhone();
        var first = (await intake.Client.PostAsync("/disputes", Body(PartiesWith(phone, "G10000001"), "610981100007"))).Must(HttpStatusCode.Created).Id;
        var farAway = (await intake.Client.PostAsync("/disputes", Body(PartiesWith($"+86 {phone}", "G10000002"), "330206", "0101"))).Must(HttpStatusCode.Created).Id;
        var near = (await intake.Client.PostAsync("/disputes", Body(PartiesWith(NewPhone(), "G10000003"), "610981100007012"))).Must(HttpStatusCode.Created).Id;
        await Eventually.HoldsAsync(async () => (await SimilarAsync(intake.Client)).Count == 2, "the look-alikes");

        var found = await SimilarAsync(intake.Client);
        found[farAway].ShouldContain("sameParty");
        found[near].ShouldBe(["samePlace", "sameArea", "sameType", "sameTime"]);
        using var clerk = intake.As(Roles.IntakeClerk, [intake.NewId()], "610981");
        (await SimilarAsync(clerk)).Keys.ShouldBe([near]);

        async Task<IReadOnlyDictionary<Guid, string[]>> SimilarAsync(HttpClient client) =>
            (await client.ReadAsync($"/disputes/{first}/similar")).Must(HttpStatusCode.OK).Body!["items"]!.AsArray()
                .ToDictionary(d => Guid.Parse(d!["id"]!.ToString()), d => d!["reasons"]!.AsArray().Select(r => r!.ToString()).ToArray());
    }
}
