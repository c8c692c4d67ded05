using System.Net;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Testing;
using Mediation.Workflow.Sessions;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Tests.Sessions;

[Collection(WorkflowSuite.Name)]
public sealed class FollowingLive(WorkflowSuite suite)
{
    private const string Invited = "invitations/session/live";

    [Fact]
    public async Task Everyone_in_the_room_hears_of_a_change_each_in_their_own_view()
    {
        var meeting = await Meeting.CallAsync(suite);
        var invitee = await (await meeting.LinkAsync()).OpenAsync();
        await using var presiding = await Follower.FollowAsync(meeting.Presiding, $"{meeting.Path}/live");
        await using var justice = await Follower.FollowAsync(Person.Of(suite, Facts.Id(97), Roles.JudicialOfficer), $"{meeting.Path}/live");
        await using var lawyer = await Follower.FollowAsync(invitee, Invited);
        (await meeting.Presiding.PostAsync($"{meeting.Path}/participants/{meeting.Relative}/check-in", new { })).Expect(HttpStatusCode.OK);
        (await invitee.PostAsync("invitations/session/check-in", new { })).Expect(HttpStatusCode.OK);
        foreach (var seeing in (Follower[])[presiding, justice])
        {
            (await seeing.NextAsync()).Data.GetProperty("participantId").GetGuid().ShouldBe(meeting.Relative);
            (await seeing.KindsAsync(1)).ShouldBe(["participant_checked_in"]);
        }

        // Who else is there is not the invitee's to know.
        var (_, other) = await lawyer.NextAsync();
        other.EnumerateObject().Select(p => p.Name).ShouldBe(["version", "kind"]);
        other.GetProperty("kind").GetString().ShouldBe("changed");
        (await lawyer.KindsAsync(1)).ShouldBe(["participant_checked_in"]);
    }

    [Fact]
    public async Task Who_comes_back_misses_nothing_however_much_happens_meanwhile()
    {
        var meeting = await Meeting.CallAsync(suite);
        var first = await Follower.FollowAsync(meeting.Presiding, $"{meeting.Path}/live");
        await AnswerAsync(meeting, 1);
        await first.KindsAsync(1);
        await first.DisposeAsync();
        await AnswerAsync(meeting, 5);
        var during = AnswerAsync(meeting, 10);
        await using var again = await Follower.FollowAsync(meeting.Presiding, $"{meeting.Path}/live", first.Seen);
        again.Seen.ShouldBe(first.Seen);
        (await again.KindsAsync(15)).ShouldAllBe(kind => kind == "participant_answered");
        await during;
    }

    [Fact]
    public async Task What_another_instance_appends_is_heard_here()
    {
        var meeting = await Meeting.CallAsync(suite);
        await using var follower = await Follower.FollowAsync(meeting.Presiding, $"{meeting.Path}/live");
        var options = new EventStoreOptions { ConnectionString = suite.Service.Database.ConnectionString };
        WorkflowStore.Configure(options);
        await using var other = new EventStore.EventStore(options, TimeProvider.System);
        var session = await other.FetchForWritingAsync<Session>(meeting.Id);
        var unit = new AppendUnit { CommandId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) };
        await other.AppendAsync(unit.Append(session, [new OpennessWished(meeting.File.PartyA, false, Facts.Now)]));
        (await follower.KindsAsync(1)).ShouldBe(["openness_wished"]);
    }

    [Fact]
    public async Task It_ends_with_the_invitation()
    {
        var meeting = await Meeting.CallAsync(suite);
        var link = await meeting.LinkAsync();
        await using var lawyer = await Follower.FollowAsync(await link.OpenAsync(), Invited);
        (await meeting.Presiding.PostAsync($"invitations/{link.Id}/revocation", new { })).Expect(HttpStatusCode.OK);
        await lawyer.EndsAsync();
    }

    [Fact]
    public async Task It_ends_with_the_token()
    {
        var meeting = await Meeting.CallAsync(suite);
        var claims = TestIssuer.Claims($"{Facts.Id(98)}", [Roles.Mediator], [Facts.Committee], ["610981"]);
        // Services bear with clocks that are half a minute off.
        var now = TimeProvider.System.GetUtcNow();
        (claims["iat"], claims["nbf"], claims["exp"]) = (now.AddSeconds(-60).ToUnixTimeSeconds(), now.AddSeconds(-60).ToUnixTimeSeconds(), now.AddSeconds(-20).ToUnixTimeSeconds());
        await using var follower = await Follower.FollowAsync(new Person(suite.Client, $"Bearer {TestIssuer.Sign(claims)}"), $"{meeting.Path}/live");
        await follower.EndsAsync();
    }

    [Fact]
    public async Task It_is_for_those_who_see_the_session_and_resumes_from_what_was_sent()
    {
        var meeting = await Meeting.CallAsync(suite);
        using var stranger = await Follower.SendAsync(Person.OfOtherUnit(suite, Roles.Mediator), $"{meeting.Path}/live");
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = await Follower.SendAsync(new Person(suite.Client, null), Invited);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var id in (string[])["x", "-1", "9999999999999999999999"])
        {
            using var bad = await Follower.SendAsync(meeting.Presiding, $"{meeting.Path}/live", id);
            bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        // From another database's days: then from here.
        await using var ahead = await Follower.FollowAsync(meeting.Presiding, $"{meeting.Path}/live", "999999");
        await AnswerAsync(meeting, 1);
        await ahead.KindsAsync(1);
    }

    private static async Task AnswerAsync(Meeting meeting, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await meeting.Presiding.PostAsync($"{meeting.Path}/participants/{meeting.Lawyer}/answer", new { answer = "maybe", reason = $"{i}" }))
                .Expect(HttpStatusCode.OK);
        }
    }
}
