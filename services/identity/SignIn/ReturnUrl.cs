namespace Mediation.Identity.SignIn;

/// <summary>Where to go on after signing in: only back into this service.</summary>
internal static class ReturnUrl
{
    internal const string Home = "/account";

    private const string Field = "returnUrl";
    private const string Afresh = "afresh";

    internal static string Of(HttpContext http) => Local(http.Request.Query[Field]);

    internal static bool IsAfresh(HttpContext http) => http.Request.Query.ContainsKey(Afresh);

    /// <summary>The address itself when it is one of this service's pages, else the home page.</summary>
    internal static string Local(string? url) =>
        url is not null
        && (url == Home || url.StartsWith("/account/", StringComparison.Ordinal) || url.StartsWith("/connect/authorize?", StringComparison.Ordinal))
        // Browsers read a backslash as a slash and leave tabs and line ends out.
        && !url.Any(c => c == '\\' || char.IsControl(c))
            ? url
            : Home;

    /// <summary>A page, with where to go on from there.</summary>
    internal static string At(string page, string next) => page + QueryString.Create(Field, next);

    /// <summary>303 to a page that knows where to go on.</summary>
    internal static IResult See(string page, string next, bool afresh = false) =>
        new SeeOther(At(page, next) + (afresh ? $"&{Afresh}=1" : ""));
}

/// <summary>303: the next request is a GET, whatever this one was. The address is relative, so no Host header has a say.</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
