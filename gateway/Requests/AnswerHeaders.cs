namespace Mediation.Gateway.Requests;

/// <summary>
/// What every answer tells a browser, whoever made it: at the last moment, so that a service's own policy stands and nobody forgets one.
/// Leave for pages of other sites (Access-Control-*) is not given and taken away where a service gives it.
/// Kestrel answers what it cannot read as HTTP (400, 408, 414, 431) itself, before any of our code, and has no hook for it: such an answer
/// has neither a body that a browser could take for something nor any of these headers, and the connection ends with it.
/// </summary>
internal static class AnswerHeaders
{
    // An answer of the API is no page: as one it may load nothing and be framed by nobody.
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";
    private const string OneYear = "max-age=31536000";

    private static readonly Func<object, Task> _complete = http =>
    {
        Complete((HttpContext)http);
        return Task.CompletedTask;
    };

    public static void CompleteAtTheEnd(HttpContext http) => http.Response.OnStarting(_complete, http);

    private static void Complete(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = NoPage;
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        // A sign-in page needs its own: without a referrer browsers do not say which site a form came from, either.
        if (!headers.ContainsKey("Referrer-Policy"))
        {
            headers["Referrer-Policy"] = "no-referrer";
        }

        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OneYear;
        }
    }
}
