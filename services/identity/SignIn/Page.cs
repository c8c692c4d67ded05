using Microsoft.AspNetCore.Antiforgery;

namespace Mediation.Identity.SignIn;

/// <summary>A page of the sign-in: no script, nothing from elsewhere.</summary>
/// <param name="Title">Also the heading.</param>
/// <param name="Body">Builds the markup in a language.</param>
/// <param name="Problem">What to correct, shown above the form.</param>
internal sealed record Page(Words Title, Func<PageForm, Html> Body, Words? Problem = null) : IResult
{
    internal const string LanguageCookie = "mediation-language";

    private const string Policy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    internal int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Where the page goes on by itself.</summary>
    internal string? Next { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var english = Words.English(httpContext);
        KeepLanguage(httpContext);
        var tokens = httpContext.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(httpContext);
        var form = new PageForm(english, tokens, Problem is not null);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "same-origin";
        await response.WriteAsync(Markup(httpContext, form, english).Text, httpContext.RequestAborted);
    }

    private Html Markup(HttpContext http, PageForm form, bool english) => Html.Of(
        $"""
         <!doctype html>
         <html lang="{(english ? "en" : "zh-CN")}">
         <head>
         <meta charset="utf-8">
         <meta name="viewport" content="width=device-width, initial-scale=1">
         {(Next is null ? Html.Empty : Html.Of($"<meta http-equiv=\"refresh\" content=\"0;url={Next}\">"))}
         <title>{(Problem is null ? "" : form[Words.Error] + ": ")}{form[Title]} – {form[Words.Suite]}</title>
         <link rel="stylesheet" href="/account/style.css">
         </head>
         <body>
         <header><span>{form[Words.Suite]}</span> {LanguageLink(http, english)}</header>
         <main>
         <h1>{form[Title]}</h1>
         {(Problem is null ? Html.Empty : Summary(form, Problem))}
         {Body(form)}
         </main>
         </body>
         </html>
         """);

    private static Html Summary(PageForm form, Words problem) => Html.Of(
        $"<div class=\"problem\" role=\"alert\" id=\"problem\"><strong>{form[Words.Error]}</strong><p>{form[problem]}</p></div>");

    private static Html LanguageLink(HttpContext http, bool english)
    {
        var query = http.Request.Query.Where(q => q.Key != "lang").Select(q => KeyValuePair.Create(q.Key, q.Value));
        var address = http.Request.Path + QueryString.Create(query).Add("lang", english ? "zh" : "en");
        var (tag, name) = english ? ("zh-CN", "中文") : ("en", "English");
        return Html.Of($"<a href=\"{address}\" hreflang=\"{tag}\" lang=\"{tag}\">{name}</a>");
    }

    private static void KeepLanguage(HttpContext http)
    {
        if (http.Request.Query["lang"].FirstOrDefault() is "zh" or "en")
        {
            http.Response.Cookies.Append(LanguageCookie, http.Request.Query["lang"]!, new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true, MaxAge = TimeSpan.FromDays(365),
            });
        }
    }
}

/// <summary>Parts of a page in one language.</summary>
internal sealed class PageForm(bool english, AntiforgeryTokenSet tokens, bool hasProblem)
{
    internal string this[Words words] => words.In(english);

    /// <summary>A form that posts to a page of this service.</summary>
    internal Html Form(string action, Html fields, Words button) => Html.Of(
        $"""
         <form method="post" action="{action}">
         <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
         {fields}
         <button type="submit">{this[button]}</button>
         </form>
         """);

    internal Html Field(string name, Words label, string type, string autocomplete, bool focus = false, string value = "") => Html.Of(
        $"""
         <label for="{name}">{this[label]}</label>
         <input id="{name}" name="{name}" type="{type}" autocomplete="{autocomplete}" value="{value}" required maxlength="200"
          autocapitalize="none" spellcheck="false"{new Html(focus ? " autofocus" : "")}{new Html(hasProblem ? " aria-describedby=\"problem\"" : "")}>
         """);

    internal Html Paragraph(Words words) => Html.Of($"<p>{this[words]}</p>");

    internal Html Link(string to, Words words) => Html.Of($"<p><a href=\"{to}\">{this[words]}</a></p>");
}
