using Mediation.ServiceDefaults;

namespace Mediation.Workflow;

/// <summary>A resource that is read at a version.</summary>
internal static class Versioned
{
    /// <summary>200 with its ETag, or 304 when the caller has this version.</summary>
    internal static IResult Ok(HttpContext http, long version, object body)
    {
        var tag = $"\"{version}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.ToString() == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(body, ServiceJson.Options);
    }
}
