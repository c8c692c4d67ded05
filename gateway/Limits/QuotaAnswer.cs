using System.Globalization;
using System.Threading.RateLimiting;
using Mediation.Gateway.Requests;
using Mediation.Gateway.Routes;

namespace Mediation.Gateway.Limits;

internal static class QuotaAnswer
{
    public static Task WriteAsync(HttpContext http, Quota quota, RateLimitLease refused)
    {
        var limit = quota.Limit.ToString(CultureInfo.InvariantCulture);
        if (quota.Headers && refused.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            // Whole seconds, as RFC 9110 asks; Ocelot's own fraction is not understood by HTTP clients.
            var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            http.Response.Headers.RetryAfter = seconds;
            http.Response.Headers["X-RateLimit-Limit"] = limit;
            http.Response.Headers["X-RateLimit-Remaining"] = "0";
            http.Response.Headers["X-RateLimit-Reset"] = seconds;
        }

        var message = quota.Message?.Replace("{0}", limit, StringComparison.Ordinal)
            .Replace("{1}", quota.Period.ToString(), StringComparison.Ordinal);
        return (Problem.RateLimited with { Status = quota.StatusCode }).WriteAsync(http, message);
    }
}
