using Microsoft.AspNetCore.Antiforgery;

namespace Mediation.Identity.SignIn;

/// <summary>What holds for every posted form: it came from one of our pages.</summary>
internal static class PageRules
{
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

    internal static Page Explain(Words problem, int status) => new(Words.SignIn, form => form.Link(ReturnUrl.Home, Words.Account), problem) { Status = status };
}
