using System.Net;
using Mediation.Identity.Tests.Support;
using Mediation.Testing;

namespace Mediation.Identity.Tests;

public sealed class AdminApi(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task Without_a_token_of_an_administrator_nothing_is_told()
    {
        using var anyone = _identity.NewBrowser();
        (await anyone.Client.ReadAsync("/users")).Must(HttpStatusCode.Unauthorized).Code.ShouldBe("token.missing");
        using var mediator = await WithTokenAsync("no.admin", "mediator");
        (await mediator.ReadAsync("/users")).Must(HttpStatusCode.Forbidden).Code.ShouldBe("access.role");
    }

    [Fact]
    public async Task A_token_for_another_service_or_of_another_kind_is_refused()
    {
        await _identity.AddUserAsync("admin.reporting", "systemAdmin");
        using var browser = _identity.NewBrowser();
        var answer = await browser.SessionAsync("admin.reporting", "openid reporting");
        foreach (var token in (string[])[answer["access_token"], answer["id_token"], Unsigned(answer["access_token"])])
        {
            using var client = Bearer(token);
            (await client.ReadAsync("/users")).Must(HttpStatusCode.Unauthorized).Code.ShouldBe("token.invalid");
        }
    }

    [Fact]
    public async Task An_administrator_creates_reads_and_lists_users()
    {
        using var admin = await WithTokenAsync("admin.one", "systemAdmin");
        var made = (await admin.PostAsync("/users", new { name = "new.one", roles = (string[])["mediator"], areas = (string[])["6109"], display = "王芳" }))
            .Must(HttpStatusCode.Created);
        var read = (await admin.ReadAsync($"/users/{made.Id}")).Must(HttpStatusCode.OK);
        (read["name"], read["display"], read["mustChangePassword"]).ShouldBe(("new.one", "王芳", "true"));
        read.Body!.ToJsonString().ShouldNotContain("assword\":\"");
        var first = (await admin.ReadAsync("/users?limit=1")).Must(HttpStatusCode.OK);
        first.Body!["items"]!.AsArray().Count.ShouldBe(1);
        (await admin.ReadAsync($"/users?limit=200&after={first["next"]}")).Body!["items"]!.AsArray().ShouldNotBeEmpty();
        (await admin.PostAsync("/users", new { name = "NEW.ONE", roles = (string[])["mediator"] })).Code.ShouldBe("user.nameTaken");
    }

    [Fact]
    public async Task One_process_adds_a_program_and_several_people()
    {
        var password = await RunningIdentity.FileAsync(RunningIdentity.Password);
        string[] verbs =
        [
            "add-client", "--id", "several.program", "--redirect", RunningIdentity.CliRedirect, "--scope", "mediation",
            "--and", "add-user", "--name", "several.one", "--role", "mediator",
            "--and", "--name", "several.two", "--role", "auditor", "--area", "61", "--password-file", password,
        ];
        (await _identity.App.RunIdentityAsync(verbs)).ShouldBe(0);
        (await _identity.ScalarAsync<string>("select string_agg(user_name || ' ' || roles[1], ', ' order by user_name) from users where user_name like 'several.%'"))
            .ShouldBe("several.one mediator, several.two auditor");
        using var browser = _identity.NewBrowser();
        await browser.SessionAsync("several.two");
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        using var admin = await WithTokenAsync("admin.two", "systemAdmin");
        var answer = (await admin.PostAsync("/users", new { name = "a b", roles = (string[])["king"], areas = (string[])["123"] })).Must(HttpStatusCode.BadRequest);
        answer.Fields.ShouldBe(["name:malformed", "roles:unknown", "areas:malformed"]);
        (await admin.ReadAsync($"/users/{Guid.Empty}")).Must(HttpStatusCode.NotFound);
        (await admin.PostAsync($"/users/{Guid.Empty}/roles", new { roles = (string[])["mediator"] }, "\"1\"")).Must(HttpStatusCode.NotFound);
        (await admin.PostAsync("/clients/nobody/revocation", new { })).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_given_password_must_be_changed_before_anything_else()
    {
        using var admin = await WithTokenAsync("admin.three", "systemAdmin");
        var made = (await admin.PostAsync("/users", new { name = "fresh", roles = (string[])["mediator"] })).Must(HttpStatusCode.Created);
        using var browser = _identity.NewBrowser();
        using var signedIn = await browser.SignInAsync("fresh", made["password"]!, OAuth.Path(OAuth.Request()));
        signedIn.Headers.Location!.ToString().ShouldStartWith("/account/password");
        using var asked = await browser.GetAsync(OAuth.Path(OAuth.Request()));
        asked.Headers.Location!.ToString().ShouldStartWith("/account/password");
        foreach (var bad in (string[])["short", "password1234", "aaaaaaaaaaaaaaaa", "my name is fresh"])
        {
            using var refused = await ChangeAsync(browser, made["password"]!, bad, bad);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        using var changed = await ChangeAsync(browser, made["password"]!, RunningIdentity.Password, RunningIdentity.Password);
        changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.RedeemAsync(await browser.CodeAsync())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_changed_role_is_in_the_next_token_of_the_same_session()
    {
        var id = await _identity.AddUserAsync("climber");
        using var browser = _identity.NewBrowser();
        var before = await browser.SessionAsync("climber");
        using var admin = await WithTokenAsync("admin.four", "systemAdmin");
        (await admin.PostAsync($"/users/{id}/roles", new { roles = (string[])["auditor"], areas = (string[])["61"] }, "\"1\"")).Must(HttpStatusCode.OK);
        var after = await browser.RefreshAsync(before["refresh_token"]);
        (after.Claims["role"]!.ToString(), after.Claims["area"]!.ToString()).ShouldBe(("auditor", "61"));
        var notBefore = (await Refreshing.NotBeforeAsync(browser, id.ToString())).ToUnixTimeSeconds();
        Refreshing.IssuedAt(before).ShouldBeLessThanOrEqualTo(notBefore);
        Refreshing.IssuedAt(after).ShouldBeGreaterThan(notBefore);
    }

    [Fact]
    public async Task A_disabled_user_is_out_everywhere_at_once_and_back_after_enabling()
    {
        var id = await _identity.AddUserAsync("leaver");
        using var browser = _identity.NewBrowser();
        var session = await browser.SessionAsync("leaver");
        using var admin = await WithTokenAsync("admin.five", "systemAdmin");
        (await admin.PostAsync($"/users/{id}/disablement", new { }, "\"1\"")).Must(HttpStatusCode.OK)["disabled"].ShouldBe("true");
        (await browser.RefreshAsync(session["refresh_token"])).Error.ShouldBe("invalid_grant");
        (await Refreshing.NotBeforeAsync(browser, id.ToString())).ToUnixTimeSeconds().ShouldBeGreaterThanOrEqualTo(Refreshing.IssuedAt(session));
        using var page = await browser.GetAsync("/account");
        page.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var refused = await browser.SignInAsync("leaver");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.PostAsync($"/users/{id}/enablement", new { }, "\"2\"")).Must(HttpStatusCode.OK);
        await browser.SessionAsync("leaver");
    }

    [Fact]
    public async Task A_disabled_administrators_token_is_refused_here_too()
    {
        using var first = await WithTokenAsync("admin.six", "systemAdmin");
        var id = await _identity.AddUserAsync("admin.seven", "systemAdmin");
        using var second = await WithTokenAsync("admin.seven", "systemAdmin", add: false);
        (await second.PostAsync($"/users/{id}/disablement", new { }, "\"1\"")).Must(HttpStatusCode.Conflict).Code.ShouldBe("user.oneself");
        (await first.PostAsync($"/users/{id}/disablement", new { }, "\"1\"")).Must(HttpStatusCode.OK);
        (await second.ReadAsync("/users")).Must(HttpStatusCode.Unauthorized).Code.ShouldBe("token.invalid");
    }

    [Fact]
    public async Task A_reset_password_ends_the_old_one_and_every_session()
    {
        var id = await _identity.AddUserAsync("forgetful");
        using var browser = _identity.NewBrowser();
        var session = await browser.SessionAsync("forgetful");
        using var admin = await WithTokenAsync("admin.eight", "systemAdmin");
        var password = (await admin.PostAsync($"/users/{id}/password-reset", new { removeSecondFactor = true }, "\"1\"")).Must(HttpStatusCode.OK)["password"]!;
        (await browser.RefreshAsync(session["refresh_token"])).Error.ShouldBe("invalid_grant");
        using var old = await browser.SignInAsync("forgetful");
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var fresh = await browser.SignInAsync("forgetful", password);
        fresh.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_revoked_client_gets_nothing_more_and_is_listed()
    {
        await using var identity = await RunningIdentity.StartAsync();
        await identity.AddUserAsync("bystander");
        await identity.AddUserAsync("admin", "systemAdmin");
        using var browser = identity.NewBrowser();
        (await browser.ClientTokenAsync()).Status.ShouldBe(HttpStatusCode.OK);
        var session = await browser.SessionAsync("bystander");
        using var adminsBrowser = identity.NewBrowser();
        using var admin = Bearer((await adminsBrowser.SessionAsync("admin"))["access_token"], identity);
        (await admin.PostAsync($"/clients/{RunningIdentity.Machine}/revocation", new { })).Must(HttpStatusCode.OK);
        (await browser.ClientTokenAsync()).Error.ShouldBe("invalid_client");
        await Refreshing.NotBeforeAsync(browser, RunningIdentity.Machine);
        (await admin.PostAsync($"/clients/{RunningIdentity.Web}/revocation", new { })).Must(HttpStatusCode.OK);
        (await browser.RefreshAsync(session["refresh_token"])).Error.ShouldBe("invalid_client");
        (await admin.ReadAsync("/users")).Must(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpResponseMessage> ChangeAsync(Browser browser, string current, string password, string repeat) =>
        browser.SubmitAsync("/account/password", ("current", current), ("password", password), ("repeat", repeat));

    // Its header claims that no signature is needed.
    private static string Unsigned(string token) =>
        $"{Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{token.Split('.')[1]}.";

    private HttpClient Bearer(string token, RunningIdentity? identity = null)
    {
        var client = new HttpClient { BaseAddress = (identity ?? _identity).Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private async Task<HttpClient> WithTokenAsync(string name, string role, bool add = true)
    {
        if (add)
        {
            await _identity.AddUserAsync(name, role);
        }

        using var browser = _identity.NewBrowser();
        return Bearer((await browser.SessionAsync(name))["access_token"]);
    }
}
