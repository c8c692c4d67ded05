using System.Net;
using Mediation.Contracts.Roster;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Service;

public sealed class TeamsAndActivities(RosterFixture roster) : IClassFixture<RosterFixture>
{
    private const string Village = "610981100004";

    [Fact]
    public async Task a_person_with_roles_and_skills_is_read_by_name_and_made_a_mediator()
    {
        var committee = await roster.CommitteeAsync("员");
        var person = await roster.PersonAsync(sex: "female");
        (await roster.TakeRoleAsync(person, "villageNotable")).Must(HttpStatusCode.Created);
        var seat = (await roster.TakeRoleAsync(person, "committeeMember", committee)).Must(HttpStatusCode.Created);
        var skills = (await roster.Client.PostAsync(
            $"/persons/{person}/skills", new { lawCertificate = true, languages = new[] { "zh", "cmn-x-ankang" }, homeTown = Village, typeCodes = new[] { "0902" } }, seat.ETag)).Must(HttpStatusCode.OK);
        (await roster.Client.PostAsync($"/persons/{person}/appointment", new { committeeId = committee, capacity = "villageNotable" }, skills.ETag)).Must(HttpStatusCode.OK);

        var read = (await roster.Client.ReadAsync($"/persons/{person}")).Must(HttpStatusCode.OK);
        (read["name"], read["phone"], read["homeTown"], read.Body!["roles"]!.AsArray().Count).ShouldBe(("薛守义", "138****5678", Village, 2));
        (await roster.Client.ReadAsync($"/mediators/{person}")).Must(HttpStatusCode.OK)["capacity"].ShouldBe("villageNotable");
        (await roster.Others.WaitForAsync<RosterFactsChanged>(m => m.Id == person)).CommitteeId.ShouldBe(committee);
        (await roster.Client.ReadAsync("/persons?role=villageNotable&limit=200")).Body!.ToJsonString().ShouldContain($"{person}");
        (await roster.Client.ReadAsync("/persons?role=doctor&limit=200")).Body!.ToJsonString().ShouldNotContain($"{person}");
        (await roster.Client.ReadAsync($"/mediators/{await roster.PersonAsync()}")).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_studio_has_branches_and_members_and_its_activities_count()
    {
        var studio = (await roster.Client.PostAsync("/teams", new { name = "老何工作室", kind = "studio", areaCode = "610981" })).Must(HttpStatusCode.Created).Id;
        var branch = (await roster.Client.PostAsync("/teams", new { name = "东街分室", kind = "branch", areaCode = Village, parentId = studio })).Must(HttpStatusCode.Created).Id;
        (await roster.Others.WaitForAsync<RosterFactsChanged>(m => m.Id == branch)).ShouldBe(
            new RosterFactsChanged(branch, 1, "team", Village, branch, null) { TeamId = studio });
        (await roster.Client.ReadAsync($"/teams?parent={studio}")).Body!["items"]!.AsArray().ShouldHaveSingleItem()!["id"]!.ToString().ShouldBe($"{branch}");
        (await roster.Client.ReadAsync($"/teams/{studio}"))["name"].ShouldBe("老何工作室");

        var persons = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            persons.Add(await roster.PersonAsync());
            (await roster.Client.PostAsync($"/teams/{branch}/members", new { personId = persons[i], from = "2026-01-05" })).Must(HttpStatusCode.Created);
        }

        (await roster.Client.PostAsync($"/teams/{branch}/members/{persons[0]}/leaving", new { on = "2026-02-01" })).Must(HttpStatusCode.OK);
        var first = await roster.Client.ReadAsync($"/teams/{branch}/members?limit=2");
        first.Body!["items"]!.AsArray().Select(m => m!["id"]!.ToString()).ShouldBe(persons[..2].Select(p => $"{p}"));
        first.Body["items"]![0]!["memberships"]![0]!["to"]!.ToString().ShouldBe("2026-02-01");
        (await roster.Client.ReadAsync($"/teams/{branch}/members?limit=2&after={first["next"]}")).Body!["items"]!.AsArray().Count.ShouldBe(1);

        var body = new { kind = "lawTalk", areaCode = Village, day = "2026-01-10", hours = 1.5, personIds = persons, others = 20, teamId = branch, title = "普法夜校" };
        var activity = (await roster.Client.PostAsync("/activities", body)).Must(HttpStatusCode.Created);
        var facts = await roster.Others.WaitForAsync<ActivityFactsChanged>(m => m.ActivityId == activity.Id);
        facts.ShouldBe(new ActivityFactsChanged(activity.Id, 1, "lawTalk", branch, Village, new DateOnly(2026, 1, 10), 23, 90, false));
        (await roster.Client.PostAsync($"/activities/{activity.Id}/withdrawal", new { reason = "重复录入" }, activity.ETag)).Must(HttpStatusCode.OK);
        (await roster.Others.WaitForAsync<ActivityFactsChanged>(m => m.ActivityId == activity.Id && m.Withdrawn)).Revision.ShouldBe(2);
        (await roster.Client.ReadAsync($"/activities/{activity.Id}"))["withdrawalReason"].ShouldBe("重复录入");
        (await roster.Client.ReadAsync($"/activities?team={branch}&from=2026-01-11")).Body!["items"]!.AsArray().ShouldBeEmpty();
        (await roster.Client.PostAsync("/activities", new { kind = "visit", areaCode = Village, day = "2026-01-10", hours = 25, personIds = new[] { roster.NewId() } }))
            .Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["hours:outOfRange"]);
    }

    [Fact]
    public async Task a_village_is_covered_by_its_third_legal_literate_person_and_a_courtyard_by_its_head()
    {
        const string Other = "610981100006";
        var village = (await roster.Client.PostAsync("/coverage/units", new { kind = "village", areaCode = Other })).Must(HttpStatusCode.Created).Id;
        (await roster.Client.PostAsync("/coverage/units", new { kind = "village", areaCode = Other })).Must(HttpStatusCode.Created).Id.ShouldBe(village);
        var yard = (await roster.Client.PostAsync("/coverage/units", new { kind = "courtyard", areaCode = Other, number = 3 })).Must(HttpStatusCode.Created).Id;
        (await roster.Client.ReadAsync($"/coverage?area={Other}")).Body!["uncovered"]!.AsArray().Count.ShouldBe(2);

        var persons = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => roster.PersonAsync(Other)));
        var answers = await Task.WhenAll(persons.Select(p => roster.TakeRoleAsync(p, "legalLiteratePerson", area: Other)));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        (await roster.TakeRoleAsync(persons[0], "courtyardHead", yard)).Must(HttpStatusCode.Created);
        (await roster.Client.ReadAsync($"/coverage?area={Other}")).Body!["kinds"]!.AsArray().Select(k => (int)k!["covered"]!).ShouldBe([1, 1]);
        var facts = await roster.Others.WaitForAsync<CoverageFactsChanged>(m => m.UnitId == village && m.Revision == 4);
        facts.Duties.ShouldHaveSingleItem().ShouldBe(new DutyFacts("legalLiteratePerson", 3, 3));
        await roster.Others.WaitForAsync<CoverageFactsChanged>(m => m.UnitId == yard && m.Duties[0].Present == 1);

        (await roster.TakeRoleAsync(persons[0], "legalLiteratePerson", area: "610981100007")).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["areaCode:notEntered"]);
        var ended = await roster.Client.PostAsync($"/persons/{persons[1]}/roles/{answers[1].Id}/end", new { on = "2026-01-31" }, answers[1].ETag);
        ended.Must(HttpStatusCode.OK);
        (await roster.Client.ReadAsync($"/coverage?area={Other}")).Body!["uncovered"]!.AsArray().ShouldHaveSingleItem()!["missing"]!.ToString().ShouldBe("1");
    }

    [Fact]
    public async Task a_committee_is_checked_by_who_sits_on_it()
    {
        var committee = await roster.CommitteeAsync("查");
        (await roster.Client.ReadAsync($"/committees/{committee}/check")).Body!["findings"]!.AsArray().Select(f => f!.ToString())
            .ShouldBe(["members.tooFew", "head.missing", "women.missing"]);
        foreach (var (role, sex) in ((string, string)[])[("committeeHead", "male"), ("committeeMember", "female"), ("committeeMember", "male")])
        {
            (await roster.TakeRoleAsync(await roster.PersonAsync(sex: sex), role, committee)).Must(HttpStatusCode.Created);
        }

        (await roster.Client.ReadAsync($"/committees/{committee}/check?on=2026-06-01"))["complete"].ShouldBe("true");
        (await roster.Client.ReadAsync($"/committees/{committee}/check?on=2029-06-01")).Body!["findings"]!.ToJsonString().ShouldBe("[\"term.over\"]");
    }

    [Fact]
    public async Task nothing_personal_is_outside_the_vault()
    {
        await roster.PersonAsync();
        await roster.Client.PostAsync("/teams", new { name = "薛守义工作室", kind = "studio", areaCode = "610981" });
        await using var command = roster.Service.Store.Database.CreateCommand(
            """
            select count(*)::int from (select data::text as text from mt_events union all select data::text from mt_doc_mediator
                union all select data::text from mt_doc_team union all select data::text from mt_doc_activity
                union all select convert_from(answer, 'UTF8') from mt_commands where answer is not null) all_texts
             where text ~ '薛守义|13812345678|老何|普法夜校'
            """);
        (await command.ExecuteScalarAsync()).ShouldBe(0);
    }
}
