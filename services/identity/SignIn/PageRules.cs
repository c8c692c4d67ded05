using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.RateLimiting;

namespace Mediation.Identity.SignIn;

/// <summary>What holds for every posted form: it came from one of our pages, and not too many come from one address.</summary>
internal static class PageRules
{
    internal const string Limit = "sign-in";

    internal static async ValueTask<object?> FromOurPageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var isOurs = !HttpMethods.IsPost(http.Request.Method) || await IsOursAsync(http);
        return isOurs ? await next(context) : Explain(Words.FormExpired, StatusCodes.Status400BadRequest);
    }

    private static async Task<bool> IsOursAsync(HttpContext http)
    {
        try
        {
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The form cannot even be read: too many fields, a NUL, broken parts.
            return false;
        }
    }

    internal static async ValueTask<object?> SignedInAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.User.Identity?.IsAuthenticated == true
            ? await next(context)
            : ReturnUrl.See(SignInWithPassword.Path, HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : ReturnUrl.Home);
    }

    internal static void AddSignInLimit(this IServiceCollection services, IdentitySettings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(Limit, http => RateLimitPartition.GetFixedWindowLimiter(
            Network(http.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.SignIn.PerAddress, Window = TimeSpan.FromMinutes(1) }));
        limiter.OnRejected = RejectAsync;
    });

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromMinutes(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await Explain(Words.TooMany, StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext);
    }

    // One household has 2^64 addresses of the sixth version.
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null or { AddressFamily: AddressFamily.InterNetwork } || address.IsIPv4MappedToIPv6)
        {
            return address?.MapToIPv4() ?? IPAddress.None;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static Page Explain(Words problem, int status) => new(Words.SignIn, form => form.Link(ReturnUrl.Home, Words.Account), problem) { Status = status };
}
