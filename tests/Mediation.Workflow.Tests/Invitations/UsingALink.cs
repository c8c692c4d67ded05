using System.Net;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Invitations;

[Collection(WorkflowSuite.Name)]
public sealed class UsingALink(WorkflowSuite suite)
{
    private const string Brief = "invitations/session";

    [Fact]
    public async Task It_belongs_to_the_browser_that_opened_it()
    {
        var link = await (await Meeting.CallAsync(suite)).LinkAsync();
        var first = await link.ExchangeAsync();
        var browser = first.Expect(HttpStatusCode.OK).GetProperty("browser").GetString()!;
        (link.Code.Length, browser.Length).ShouldBe((22, 22));
        (await link.ExchangeAsync()).Code.ShouldBe("invitation.otherBrowser");
        (await link.ExchangeAsync(link.Code)).Code.ShouldBe("invitation.otherBrowser");
        var again = await link.ExchangeAsync(browser);
        again.Expect(HttpStatusCode.OK).GetProperty("browser").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var answer in (Answer[])[first, again])
        {
            (await link.Invitee(answer).ReadAsync(Brief)).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Of_browsers_that_open_it_at_once_one_wins()
    {
        var link = await (await Meeting.CallAsync(suite)).LinkAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => link.ExchangeAsync()));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Code == "invitation.otherBrowser");
    }

    [Fact]
    public async Task The_brief_tells_the_way_and_names_nobody()
    {
        var meeting = await Meeting.CallAsync(suite);
        var brief = await (await (await meeting.LinkAsync()).OpenAsync()).SeesAsync(Brief);
        (brief.GetProperty("role").GetString(), brief.GetProperty("place").GetString(), brief.GetProperty("typeCode").GetString(), brief.GetProperty("status").GetString())
            .ShouldBe(("lawyer", "村委会会议室", "0999", "called"));
        brief.GetProperty("rolesInvited").ToString().ShouldBe("[\"respectedRelative\",\"lawyer\"]");
        brief.GetProperty("sides").ToString().ShouldBe("[\"甲方\",\"乙方\"]");
        var text = brief.ToString();
        string[] hidden = ["王律师", "张大爷", "段人调字", $"{meeting.File.Id}", $"{meeting.File.PartyA}", $"{meeting.Lawyer}", $"{meeting.Id}"];
        hidden.ShouldAllBe(word => !text.Contains(word));
    }

    [Fact]
    public async Task Unknown_revoked_and_passed_on_codes_are_told_apart_by_nobody()
    {
        var meeting = await Meeting.CallAsync(suite);
        var (revoked, passedOn) = (await meeting.LinkAsync(), await meeting.InviteAsync(meeting.Relative));
        (await meeting.Presiding.PostAsync($"invitations/{revoked.Id}/revocation", new { })).Expect(HttpStatusCode.OK);
        (await (await passedOn.OpenAsync()).PostAsync($"{Brief}/delegation", new { })).Expect(HttpStatusCode.Created);
        Link[] dead = [revoked, passedOn, revoked with { Code = "AAAAAAAAAAAAAAAAAAAAAA" }, revoked with { Code = "" }, revoked with { Code = new string('A', 5000) }];
        foreach (var link in dead)
        {
            (await link.ExchangeAsync()).Expect(HttpStatusCode.NotFound).ToString().ShouldBe((await revoked.ExchangeAsync("x")).Body.ToString());
        }

        (await revoked.ExchangeAsync()).Code.ShouldBe("invitation.unknown");
    }

    [Fact]
    public async Task Revoking_ends_it_at_the_next_request_and_may_be_repeated()
    {
        var meeting = await Meeting.CallAsync(suite);
        var link = await meeting.LinkAsync();
        var exchanged = await link.ExchangeAsync();
        var invitee = link.Invitee(exchanged);
        (await invitee.ReadAsync(Brief)).Expect(HttpStatusCode.OK);
        for (var i = 0; i < 2; i++)
        {
            (await meeting.Presiding.PostAsync($"invitations/{link.Id}/revocation", new { })).Expect(HttpStatusCode.OK);
            (await invitee.ReadAsync(Brief)).Code.ShouldBe("invitation.tokenInvalid");
        }

        (await invitee.PostAsync($"{Brief}/check-in", new { })).Expect(HttpStatusCode.Unauthorized);
        (await link.ExchangeAsync(exchanged.Body.GetProperty("browser").GetString())).Code.ShouldBe("invitation.unknown");
        var history = (await meeting.Presiding.SeesAsync($"cases/{meeting.File.Id}/history")).GetProperty("items").EnumerateArray()
            .Select(i => $"{i.GetProperty("event").GetString()} {i.GetProperty("by").GetString()}").ToList();
        history.ShouldContain($"invitation_opened invitation:{meeting.Lawyer}");
        history[^1].ShouldBe($"invitation_revoked {meeting.File.Mediator}");
    }

    [Fact]
    public async Task An_expired_link_is_unknown_and_its_token_dead()
    {
        var link = await (await Meeting.CallAsync(suite)).LinkAsync(TimeProvider.System.GetUtcNow().AddSeconds(4));
        var exchanged = await link.ExchangeAsync();
        exchanged.Expect(HttpStatusCode.OK).GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(link.ExpiresAt);
        var browser = exchanged.Body.GetProperty("browser").GetString();
        var over = await WorkflowSuite.UntilAsync(async () => await link.ExchangeAsync(browser) is { Status: not HttpStatusCode.OK } answer ? answer : null);
        over.Code.ShouldBe("invitation.unknown");
        (await link.Invitee(exchanged).ReadAsync(Brief)).Code.ShouldBe("invitation.tokenInvalid");
    }

    [Fact]
    public async Task A_token_is_over_after_a_quarter_of_an_hour()
    {
        var link = await (await Meeting.CallAsync(suite)).LinkAsync();
        var exchanged = await link.ExchangeAsync();
        var life = exchanged.Expect(HttpStatusCode.OK).GetProperty("expiresAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow();
        life.ShouldBeInRange(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        await using var command = suite.Service.Store.Database.CreateCommand(
            "update invitation_tokens set expires_at = expires_at - interval '15 minutes' where invitation_id = $1");
        command.Parameters.AddWithValue(link.Id);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        (await link.Invitee(exchanged).ReadAsync(Brief)).Code.ShouldBe("invitation.tokenInvalid");
    }

    [Fact]
    public async Task Passing_it_on_makes_a_new_link_and_kills_the_old_one_with_its_tokens()
    {
        var link = await (await Meeting.CallAsync(suite)).LinkAsync();
        var exchanged = await link.ExchangeAsync();
        var invitee = link.Invitee(exchanged);
        var next = Link.From(suite, (await invitee.PostAsync($"{Brief}/delegation", new { })).Expect(HttpStatusCode.Created));
        (next.Id, next.Code).ShouldNotBe((link.Id, link.Code));
        next.ExpiresAt.ShouldBe(link.ExpiresAt);
        (await invitee.ReadAsync(Brief)).Code.ShouldBe("invitation.tokenInvalid");
        (await invitee.PostAsync($"{Brief}/delegation", new { })).Expect(HttpStatusCode.Unauthorized);
        (await link.ExchangeAsync(exchanged.Body.GetProperty("browser").GetString())).Code.ShouldBe("invitation.unknown");
        (await (await next.OpenAsync()).SeesAsync(Brief)).GetProperty("role").GetString().ShouldBe("lawyer");
    }

    [Fact]
    public async Task Its_token_reaches_its_own_session_and_no_other_route()
    {
        var (mine, other) = (await Meeting.CallAsync(suite), await Meeting.CallAsync(suite));
        var invitee = await (await mine.LinkAsync()).OpenAsync();
        (await invitee.PostAsync($"{Brief}/check-in", new { })).Expect(HttpStatusCode.OK);
        (await mine.Presiding.SeesAsync(mine.Path)).GetProperty("rolesPresent").ToString().ShouldBe("[\"lawyer\"]");
        (await other.Presiding.SeesAsync(other.Path)).GetProperty("rolesPresent").GetArrayLength().ShouldBe(0);
        foreach (var rule in AccessTable.Workflow.Where(r => !r.Open))
        {
            var (method, path) = (rule.Route.Split(' ')[0], rule.Route.Split("/api/v1/")[1]);
            path = path.Replace("cases/{id}", $"cases/{mine.File.Id}").Replace("{id}", $"{mine.Id}").Replace("{pid}", $"{mine.Lawyer}")
                .Replace("{step}", "1").Replace("{code}", "six-step").Replace("{segmentId}", $"{mine.Id}").Replace("{invitationId}", $"{mine.Id}");
            var answer = method == "GET" ? await invitee.ReadAsync(path) : await invitee.PostAsync(path, new { }, "\"1\"");
            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Unauthorized, "token.missing"), rule.Route);
        }
    }

    [Fact]
    public async Task An_account_does_not_open_the_routes_of_invitees()
    {
        var meeting = await Meeting.CallAsync(suite);
        await (await meeting.LinkAsync()).OpenAsync();
        Person[] people = [meeting.Presiding, new(suite.Client, null), new(suite.Client, "Invitation"), new(suite.Client, $"Invitation {new string('A', 43)}")];
        foreach (var person in people)
        {
            (await person.ReadAsync(Brief)).Code.ShouldBe("invitation.tokenInvalid");
            foreach (var (path, body) in (IEnumerable<(string, object)>)
                [("check-in", new { }), ("statement", new { text = "x" }), ("sign-off", new { agreed = true }), ("delegation", new { })])
            {
                (await person.PostAsync($"{Brief}/{path}", body)).Code.ShouldBe("invitation.tokenInvalid", path);
            }
        }
    }

    [Fact]
    public async Task It_is_sent_and_revoked_by_the_unit_alone()
    {
        var meeting = await Meeting.CallAsync(suite);
        var link = await meeting.LinkAsync();
        foreach (var role in (string[])[Roles.Mediator, Roles.CommitteeHead])
        {
            var stranger = Person.OfOtherUnit(suite, role);
            (await stranger.PostAsync($"{meeting.Path}/invitations", new { participantId = meeting.Relative })).Code.ShouldBe("session.unknown");
            (await stranger.PostAsync($"invitations/{link.Id}/revocation", new { })).Code.ShouldBe("invitation.unknown");
        }

        var officer = Person.Of(suite, Facts.Id(98), Roles.JudicialOfficer);
        (await officer.PostAsync($"{meeting.Path}/invitations", new { participantId = meeting.Relative })).Expect(HttpStatusCode.Forbidden);
        (await officer.PostAsync($"invitations/{link.Id}/revocation", new { })).Expect(HttpStatusCode.Forbidden);
        (await link.OpenAsync()).Authorization.ShouldNotBeNull();
        (await Person.Of(suite, Facts.Id(97), Roles.CommitteeHead).PostAsync($"invitations/{link.Id}/revocation", new { })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_secrets_are_told_once_and_kept_nowhere()
    {
        var meeting = await Meeting.CallAsync(suite);
        var (key, body) = (meeting.File.PartyA, new { participantId = meeting.Lawyer });
        var sent = await meeting.Presiding.PostAsync($"{meeting.Path}/invitations", body, key: key);
        var link = Link.From(suite, sent.Expect(HttpStatusCode.Created));
        var repeated = (await meeting.Presiding.PostAsync($"{meeting.Path}/invitations", body, key: key)).Expect(HttpStatusCode.Created);
        (repeated.GetProperty("invitationId").GetGuid(), repeated.TryGetProperty("code", out _)).ShouldBe((link.Id, false));
        var exchanged = (await link.ExchangeAsync()).Expect(HttpStatusCode.OK);
        foreach (var secret in (string[])[link.Code, exchanged.GetProperty("token").GetString()!, exchanged.GetProperty("browser").GetString()!])
        {
            (await meeting.TablesWithAsync(secret)).ShouldBeEmpty();
        }

        (await meeting.TablesWithAsync($"{link.Id}")).ShouldContain("mt_events");
    }
}
