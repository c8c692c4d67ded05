using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Mediation.Identity.Tests.Support;

namespace Mediation.Identity.Tests;

public sealed class OddRequests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    public static TheoryData<string, string> Forms => new()
    {
        { "/connect/token", "grant_type=client_credentials&client_id=%00&client_secret=x" },
        { "/connect/token", "grant_type=refresh_token&client_id=mediation-web&refresh_token=%00%ff%fe" },
        { "/connect/token", "grant_type=refresh_token&client_id=mediation-web&refresh_token=../../etc/passwd" },
        { "/connect/token", "grant_type=client_credentials&client_id=bureau&client_id=other&client_secret=x" },
        { "/connect/token", string.Join('&', Enumerable.Range(0, 3000).Select(i => $"f{i}=x")) },
        { "/connect/revocation", "client_id=mediation-web&token=%00" },
        { "/connect/authorize", "client_id=%00&response_type=code" },
        { "/account/sign-in", string.Join('&', Enumerable.Range(0, 3000).Select(i => $"f{i}=x")) },
        { "/account/sign-in?returnUrl=%00&lang=%00", "form=%00" },
        { "/account/second-factor", "code=%00" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task No_form_makes_the_service_fail(string path, string form)
    {
        using var browser = _identity.NewBrowser();
        using var response = await browser.Client.PostAsync(path, new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));
        ((int)response.StatusCode).ShouldBeInRange(400, 499, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task No_text_in_a_page_makes_it_fail()
    {
        await _identity.AddUserAsync("odd");
        using var browser = _identity.NewBrowser();
        foreach (var odd in (string[])["\0", "\ud800", new string('x', 100_000), "'; drop table users; --", "名字"])
        {
            using var response = await browser.SignInAsync(odd, odd);
            ((int)response.StatusCode).ShouldBeInRange(400, 499);
        }
    }

    [Fact]
    public async Task A_client_may_not_hide_a_nul_in_its_authorization_header()
    {
        using var browser = _identity.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("%00:%00")));
        using var response = await browser.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBeInRange(400, 499);
    }

    [Theory]
    [InlineData("Bearer x.y.z")]
    [InlineData("Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLy4uL2V0Yy9wYXNzd2QifQ.e30.AAAA")]
    [InlineData("Basic Og==")]
    public async Task No_authorization_header_makes_the_administration_fail(string header)
    {
        using var browser = _identity.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/users");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await browser.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
