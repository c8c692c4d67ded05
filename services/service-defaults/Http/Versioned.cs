namespace Mediation.ServiceDefaults;

/// <summary>Reads of one resource: <c>ETag</c> is its version, <c>If-None-Match</c> saves the body.</summary>
public static class Versioned
{
    /// <summary>200 with the resource, or 304 when the caller has this version. For what holds no personal data.</summary>
    /// <param name="http">The request.</param>
    /// <param name="version">Version of its stream.</param>
    /// <param name="read">Builds the body; not called for a 304.</param>
    public static async Task<IResult> ReadAsync<TBody>(HttpContext http, long version, Func<Task<TBody>> read)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        return IsKnown(http, version) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(await read(), ServiceJson.Options);
    }

    /// <summary>
    /// The same with personal data: nothing on the way may keep it. An erasure does not move the version, so once the subject is erased
    /// nobody is told that what he has is still right.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="version">Version of its stream.</param>
    /// <param name="vault">Holds the personal data.</param>
    /// <param name="subject">Whose they are.</param>
    /// <param name="read">Builds the body; not called for a 304.</param>
    public static async Task<IResult> ReadAsync<TBody>(HttpContext http, long version, Vault vault, Guid subject, Func<Task<TBody>> read)
    {
        ArgumentNullException.ThrowIfNull(vault);
        http.Response.Headers.CacheControl = "no-store";
        return IsKnown(http, version) && !await vault.IsErasedAsync(subject, http.RequestAborted)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(await read(), ServiceJson.Options);
    }

    private static bool IsKnown(HttpContext http, long version)
    {
        var tag = $"\"{version}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.Contains(tag);
    }
}
