using System.Net;
using Mediation.Identity.Tests.Support;
using Mediation.Testing;

namespace Mediation.Identity.Tests;

/// <summary>The conventions of the other services: a key is carried out once, a change names the version it has seen.</summary>
public sealed class AdminCommands(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_one_user()
    {
        using var admin = await AdminAsync("keys.one");
        var (key, body) = (NewKey(), new { name = "only.once", roles = (string[])["mediator"] });
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => admin.PostAsync("/users", body, key: key)));
        answers.Select(a => (a.Must(HttpStatusCode.Created).Id, a["password"], a.Location, a.ETag)).Distinct().Count().ShouldBe(1);
        (await _identity.ScalarAsync<long>("select count(*) from users where user_name = 'only.once'")).ShouldBe(1);
        (await admin.PostAsync("/users", new { name = "another", roles = (string[])["mediator"] }, key: key)).Code.ShouldBe("idempotencyKey.reused");
    }

    [Fact]
    public async Task A_key_is_its_callers_own()
    {
        using var one = await AdminAsync("keys.two");
        using var other = await AdminAsync("keys.three");
        var key = NewKey();
        (await one.PostAsync("/users", new { name = "mine", roles = (string[])["mediator"] }, key: key)).Must(HttpStatusCode.Created);
        (await other.PostAsync("/users", new { name = "yours", roles = (string[])["mediator"] }, key: key)).Must(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_shown_password_is_not_readable_where_its_answer_is_kept()
    {
        using var admin = await AdminAsync("keys.four");
        var made = await admin.PostAsync("/users", new { name = "sealed.answer", roles = (string[])["mediator"] }, key: NewKey());
        (await _identity.ScalarAsync<long>("select count(*) from admin_commands where position(convert_to($1, 'UTF8') in answer) > 0", made["password"]!)).ShouldBe(0);
    }

    [Fact]
    public async Task A_change_needs_the_version_it_has_seen()
    {
        var id = await _identity.AddUserAsync("versioned");
        using var admin = await AdminAsync("keys.five");
        var seen = (await admin.ReadAsync($"/users/{id}")).Must(HttpStatusCode.OK);
        (seen.ETag, seen["version"]).ShouldBe(("\"1\"", "1"));
        var body = new { areas = (string[])["61"] };
        (await admin.PostAsync($"/users/{id}/roles", body)).Must(HttpStatusCode.PreconditionRequired).Code.ShouldBe("ifMatch.required");
        (await admin.PostAsync($"/users/{id}/roles", body, seen.ETag)).Must(HttpStatusCode.OK).ETag.ShouldBe("\"2\"");
        var late = (await admin.PostAsync($"/users/{id}/disablement", new { }, seen.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (late.Code, late.ETag).ShouldBe(("version.stale", "\"2\""));
        (await admin.ReadAsync($"/users/{id}"))["disabled"].ShouldBe("false");
    }

    [Fact]
    public async Task A_repeated_change_answers_as_the_first_time_though_the_version_has_moved()
    {
        var id = await _identity.AddUserAsync("repeated");
        using var admin = await AdminAsync("keys.six");
        var key = NewKey();
        var first = (await admin.PostAsync($"/users/{id}/password-reset", new { }, "\"1\"", key)).Must(HttpStatusCode.OK);
        var again = (await admin.PostAsync($"/users/{id}/password-reset", new { }, "\"1\"", key)).Must(HttpStatusCode.OK);
        (again["password"], again.ETag).ShouldBe((first["password"], first.ETag));
        using var browser = _identity.NewBrowser();
        using var signedIn = await browser.SignInAsync("repeated", first["password"]!);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static Guid NewKey() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private async Task<HttpClient> AdminAsync(string name)
    {
        await _identity.AddUserAsync(name, "systemAdmin");
        using var browser = _identity.NewBrowser();
        var client = new HttpClient { BaseAddress = _identity.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await browser.SessionAsync(name))["access_token"]);
        return client;
    }
}
