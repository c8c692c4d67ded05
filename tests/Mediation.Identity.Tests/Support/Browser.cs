using System.Net;
using System.Text.RegularExpressions;

namespace Mediation.Identity.Tests.Support;

/// <summary>What a browser does with the pages: keeps cookies, fills in forms. Follows nothing by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true };

    internal Browser(Uri address) => Client = new HttpClient(_handler) { BaseAddress = address };

    internal HttpClient Client { get; }

    internal CookieCollection Cookies => _handler.CookieContainer.GetAllCookies();

    public void Dispose() => Client.Dispose();

    internal Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path);

    internal async Task<string> PageAsync(string path)
    {
        using var response = await GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Opens a page and posts its form.</summary>
    internal async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields) =>
        await SubmitPageAsync(await PageAsync(path), null, fields);

    /// <summary>Posts the form of a page at hand: the one with this action, or the first.</summary>
    internal Task<HttpResponseMessage> SubmitPageAsync(string page, string? action, params (string Name, string Value)[] fields)
    {
        var form = FormTag().Matches(page).First(m => action is null || m.Groups["action"].Value == action);
        var content = new FormUrlEncodedContent(
            [KeyValuePair.Create("form", form.Groups["token"].Value), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return Client.PostAsync(WebUtility.HtmlDecode(form.Groups["action"].Value), content);
    }

    internal Task<HttpResponseMessage> SignInAsync(string name, string password = RunningIdentity.Password, string returnUrl = "/account") =>
        SubmitAsync($"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", ("name", name), ("password", password));

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]*)">\s*<input type="hidden" name="form" value="(?<token>[^"]*)">""")]
    private static partial Regex FormTag();
}
