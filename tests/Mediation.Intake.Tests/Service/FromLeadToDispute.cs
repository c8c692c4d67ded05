using System.Net;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Testing;
using static Mediation.Intake.Tests.Service.Outsiders;

namespace Mediation.Intake.Tests.Service;

public sealed class FromLeadToDispute(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private const string Grid = "610981100004012";

    [Fact]
    public async Task a_lead_from_an_offline_phone_becomes_a_dispute_with_what_it_says()
    {
        var key = intake.NewId();
        var seen = TimeProvider.System.GetUtcNow().AddHours(-5);
        var body = new { areaCode = Grid, text = "两家为田埂争吵", place = "田家沟口", noticedAt = seen, phones = new[] { NewPhone() }, latitude = 32.83, longitude = 109.38 };
        var reported = (await intake.Client.PostAsync("/leads", body, key: key)).Must(HttpStatusCode.Created);
        (await intake.Client.PostAsync("/leads", body, key: key)).Must(HttpStatusCode.Created).Id.ShouldBe(reported.Id);

        var open = await intake.Others.WaitForAsync<LeadFactsChanged>(m => m.LeadId == reported.Id);
        (open.Status, open.AreaCode, open.Source, open.DisputeId).ShouldBe(("open", Grid, "proactive", null));
        open.LeadAt.ShouldBe(seen, TimeSpan.FromMilliseconds(1));
        var dispute = (await intake.Client.PostAsync(
            $"/leads/{reported.Id}/dispute", new { typeCode = "0902", parties = new[] { new { side = "A", kind = "person", name = "张三" } } })).Must(HttpStatusCode.Created);

        var read = (await intake.Client.ReadAsync($"/disputes/{dispute.Id}")).Must(HttpStatusCode.OK);
        (read["summary"], read["place"], read["areaCode"], read["source"]).ShouldBe(("两家为田埂争吵", "田家沟口", Grid, "proactive"));
        read.Body!["intake"]!["leadId"]!.ToString().ShouldBe($"{reported.Id}");
        (await intake.Others.WaitForAsync<LeadFactsChanged>(m => m.LeadId == reported.Id && m.Status == "dispute")).DisputeId.ShouldBe(dispute.Id);
        var lead = (await intake.Client.ReadAsync($"/leads/{reported.Id}")).Must(HttpStatusCode.OK);
        (lead["status"], lead["disputeId"], lead["text"]).ShouldBe(("registered", $"{dispute.Id}", "两家为田埂争吵"));
        lead.Body!["contacts"]![0]!["phone"]!.ToString().ShouldContain("****");
        (await intake.Client.PostAsync($"/leads/{reported.Id}/settlement", new { note = "x" }, lead.ETag)).Must(HttpStatusCode.Conflict).Code.ShouldBe("lead.closed");
    }

    [Fact]
    public async Task of_ten_clerks_who_register_one_lead_at_once_one_does()
    {
        var lead = await ReportAsync();
        var body = new { typeCode = "0902", place = "村口", parties = new[] { new { side = "A", kind = "person", name = "张三" } } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => intake.Client.PostAsync($"/leads/{lead}/dispute", body)));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.Created).ShouldAllBe(a => a.Code == "lead.closed");
    }

    [Theory]
    [InlineData("settlement", """{"note":"当场握手言和"}""", "settled")]
    [InlineData("diversion", """{"destination":"petitionOffice","note":"属信访事项"}""", "diverted")]
    [InlineData("dismissal", """{"reason":"noDispute"}""", "dismissed")]
    public async Task a_lead_that_is_no_dispute_is_closed_in_other_ways(string route, string body, string status)
    {
        var lead = await ReportAsync();
        (await intake.Client.PostAsync($"/leads/{lead}/{route}", body)).Must(HttpStatusCode.PreconditionRequired);
        var closed = (await intake.Client.PostAsync($"/leads/{lead}/{route}", body, "\"1\"")).Must(HttpStatusCode.OK);
        closed["status"].ShouldBe(status);
        (await intake.Others.WaitForAsync<LeadFactsChanged>(m => m.LeadId == lead && m.Status == status)).ClosedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task a_lead_about_a_dispute_on_file_is_linked_to_it()
    {
        var (dispute, _) = await intake.ReadyAsync();
        var lead = await ReportAsync();
        (await intake.Client.PostAsync($"/leads/{lead}/link", new { disputeId = intake.NewId() }, "\"1\"")).Must(HttpStatusCode.NotFound).Code.ShouldBe("dispute.unknown");
        (await intake.Client.PostAsync($"/leads/{lead}/link", new { disputeId = dispute }, "\"1\"")).Must(HttpStatusCode.OK)["disputeId"].ShouldBe($"{dispute}");
    }

    [Fact]
    public async Task lists_are_by_area_status_and_age_oldest_first()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await ReportAsync("610981100006"));
        }

        var settled = (await intake.Client.PostAsync($"/leads/{ids[2]}/settlement", new { note = "好了" }, "\"1\"")).Must(HttpStatusCode.OK);
        (await ListAsync("area=610981100006&limit=2")).ShouldBe(ids[..2]);
        (await ListAsync($"area=610981100006&after={ids[0]}")).ShouldBe(ids[1..]);
        (await ListAsync("area=610981100006&status=settled")).ShouldBe([settled.Id]);
        var second = (await intake.Client.ReadAsync($"/leads/{ids[1]}"))["reportedAt"]!;
        (await ListAsync($"area=610981100006&reportedBefore={Uri.EscapeDataString(second)}")).ShouldBe([ids[0]]);
        (await intake.Client.ReadAsync("/leads?status=1&reportedBefore=x")).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["status:unknown", "reportedBefore:malformed"]);
    }

    [Fact]
    public async Task whoever_takes_a_lead_takes_it_out_of_the_sight_of_other_units()
    {
        var (ours, theirs) = (intake.NewId(), intake.NewId());
        using var one = intake.As(Roles.IntakeClerk, [ours], "610981");
        using var other = intake.As(Roles.Mediator, [theirs], "610981");
        var lead = (await one.PostAsync("/leads", new { areaCode = Grid, text = "吵架" })).Must(HttpStatusCode.Created).Id;
        (await other.ReadAsync($"/leads/{lead}")).Must(HttpStatusCode.OK);
        (await one.PostAsync($"/leads/{lead}/settlement", new { note = "好了" }, "\"1\"")).Must(HttpStatusCode.OK);
        (await one.ReadAsync($"/leads/{lead}")).Must(HttpStatusCode.OK);
        (await other.ReadAsync($"/leads/{lead}")).Must(HttpStatusCode.NotFound);
        (await other.PostAsync("/leads", new { areaCode = "330206", text = "x" })).Must(HttpStatusCode.Forbidden).Code.ShouldBe("access.outsideArea");
    }

    [Fact]
    public async Task what_was_seen_is_in_no_table_and_who_read_it_is_on_record()
    {
        var phone = NewPhone();
        var lead = (await intake.Client.PostAsync("/leads", new { areaCode = Grid, text = $"见闻{phone}", place = $"地点{phone}", phones = new[] { phone } })).Must(HttpStatusCode.Created).Id;
        await intake.Client.ReadAsync($"/leads/{lead}");
        (await intake.TablesWithAsync(phone)).ShouldBeEmpty();
        (await intake.Client.ReadAsync($"/audit/intake?subject={lead}")).Body!["items"]!.AsArray().ShouldNotBeEmpty();
    }

    private async Task<Guid> ReportAsync(string area = Grid) =>
        (await intake.Client.PostAsync("/leads", new { areaCode = area, text = "吵架" })).Must(HttpStatusCode.Created).Id;

    private async Task<IReadOnlyList<Guid>> ListAsync(string query) =>
        [.. (await intake.Client.ReadAsync($"/leads?{query}")).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(l => Guid.Parse(l!["id"]!.ToString()))];
}
