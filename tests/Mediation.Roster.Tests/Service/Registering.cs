using System.Net;
using Mediation.Contracts.Roster;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Service;

public sealed class Registering(RosterFixture roster) : IClassFixture<RosterFixture>
{
    [Fact]
    public async Task a_committee_is_registered_read_listed_and_made_known()
    {
        var id = await roster.CommitteeAsync("段", "610981000000");

        (await roster.Others.WaitForAsync<CommitteeRegistered>(m => m.CommitteeId == id)).ShouldBe(new CommitteeRegistered(id, 1, "段", "610981"));
        var facts = await roster.Others.WaitForAsync<RosterFactsChanged>(m => m.Id == id);
        facts.ShouldBe(new RosterFactsChanged(id, 1, "committee", "610981", id, null) { CommitteeKind = "policeStationRoom" });
        var read = (await roster.Client.ReadAsync($"/committees/{id}")).Must(HttpStatusCode.OK);
        (read["name"], read["kind"], read.ETag).ShouldBe(("段调解室", "policeStationRoom", "\"1\""));
        (await roster.Client.ReadAsync($"/committees/{id}", "\"1\"")).Must(HttpStatusCode.NotModified);
        var listed = await roster.Client.ReadAsync("/committees?area=6109&limit=200");
        listed.Body!["items"]!.AsArray().Select(c => c!["id"]!.ToString()).ShouldContain(id.ToString());
        (await roster.Client.ReadAsync("/committees?area=33&limit=200")).Body!["items"]!.AsArray()
            .Select(c => c!["id"]!.ToString()).ShouldNotContain(id.ToString());
    }

    [Fact]
    public async Task a_mediator_is_read_by_name_with_a_masked_phone_and_made_known_without_either()
    {
        var committee = await roster.CommitteeAsync("何");
        var id = await roster.MediatorAsync(committee, 20, "610981100004", "09", "0101");

        var read = (await roster.Client.ReadAsync($"/mediators/{id}")).Must(HttpStatusCode.OK);
        (read["name"], read["phone"], read["capacity"], read["maxLoad"], read["load"]).ShouldBe(("老何", "138****5678", "communityPoliceOfficer", "20", "0"));
        var facts = await roster.Others.WaitForAsync<RosterFactsChanged>(m => m.Id == id);
        facts.ShouldBe(new RosterFactsChanged(id, 1, "mediator", "610981100004", committee, "communityPoliceOfficer"));
        await using var command = roster.Service.Store.Database.CreateCommand(
            """
            select count(*)::int from (select data::text as text from mt_events union all select data::text from mt_doc_mediator
                union all select convert_from(answer, 'UTF8') from mt_commands where answer is not null) all_texts
             where text ~ '老何|13812345678'
            """);
        (await command.ExecuteScalarAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task what_the_committee_sheet_counts_of_a_mediator_is_made_known_however_the_mediator_came_in()
    {
        var committee = await roster.CommitteeAsync("册");
        var registered = await roster.Client.PostAsync(
            "/mediators", new { committeeId = committee, name = "老薛", capacity = "lawyer", sex = "female", fullTime = true, schooling = "bachelor" });
        var entered = await roster.Client.PostAsync("/persons", new { name = "老何", areaCode = "610981", sex = "male", fullTime = false, schooling = "juniorMiddle" });
        (await roster.Client.PostAsync($"/persons/{entered.Id}/appointment", new { committeeId = committee, capacity = "volunteer" }, ifMatch: "\"1\"")).Must(HttpStatusCode.OK);

        var facts = await roster.Others.WaitForAsync<RosterFactsChanged>(m => m.Id == registered.Id);
        (facts.Sex, facts.FullTime, facts.Schooling).ShouldBe(("female", true, "bachelor"));
        facts = await roster.Others.WaitForAsync<RosterFactsChanged>(m => m.Id == entered.Id);
        (facts.Sex, facts.FullTime, facts.Schooling).ShouldBe(("male", false, "juniorMiddle"));
    }

    [Fact]
    public async Task of_twenty_committees_that_want_one_short_name_at_once_one_gets_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => roster.Client.PostAsync(
            "/committees", new { name = $"第{i}室", shortName = "争", areaCode = i % 2 == 0 ? "610981" : "610981100", kind = "studio" })));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.Code == "committee.shortNameTaken").ShouldBe(19);
    }

    [Fact]
    public async Task another_county_may_use_the_name_but_not_the_city_above_both()
    {
        await roster.CommitteeAsync("同", "610981");
        await roster.CommitteeAsync("同", "610902");
        var city = await roster.Client.PostAsync("/committees", new { name = "市调委会", shortName = "同", areaCode = "6109", kind = "other" });
        city.Code.ShouldBe("committee.shortNameTaken");
    }

    [Fact]
    public async Task a_registration_repeated_under_its_key_answers_as_the_first_time()
    {
        var key = roster.NewId();
        var body = new { name = "键调解室", shortName = "键", areaCode = "610981", kind = "studio" };
        var first = (await roster.Client.PostAsync("/committees", body, key: key)).Must(HttpStatusCode.Created);
        var second = (await roster.Client.PostAsync("/committees", body, key: key)).Must(HttpStatusCode.Created);
        second.Id.ShouldBe(first.Id);
        second.Location.ShouldBe($"/api/v1/committees/{first.Id}");
    }

    [Fact]
    public async Task lists_go_on_where_they_stopped()
    {
        var committee = await roster.CommitteeAsync("页");
        var all = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            all.Add(await roster.MediatorAsync(committee));
        }

        var seen = new List<Guid>();
        string? after = null;
        do
        {
            var page = await roster.Client.ReadAsync($"/mediators?committee={committee}&limit=2{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.Body!["items"]!.AsArray().Select(m => Guid.Parse(m!["id"]!.ToString())));
            after = page["next"];
        }
        while (after is not null);

        seen.ShouldBe(all.Order());
    }
}
