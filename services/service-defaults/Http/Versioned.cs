namespace Mediation.ServiceDefaults;

/// <summary>Reads of one resource: <c>ETag</c> is its version, <c>If-None-Match</c> saves the body.</summary>
public static class Versioned
{
    /// <summary>200 with the resource, or 304 when the caller has this version.</summary>
    /// <param name="http">The request.</param>
    /// <param name="version">Version of its stream.</param>
    /// <param name="read">Builds the body; not called for a 304.</param>
    public static async Task<IResult> ReadAsync<TBody>(HttpContext http, long version, Func<Task<TBody>> read)
    {
        var tag = $"\"{version}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch.Contains(tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(await read(), ServiceJson.Options);
    }
}
