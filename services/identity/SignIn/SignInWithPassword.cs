using System.Security.Claims;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.SignIn;

/// <summary>/account/sign-in.</summary>
internal static class SignInWithPassword
{
    internal const string Path = "/account/sign-in";

    internal static IResult Show(HttpContext http) => http.User.Identity?.IsAuthenticated == true && !ReturnUrl.IsAfresh(http)
        ? ContinueWithoutForm.See(ReturnUrl.Of(http))
        : Form(http, "", null);

    internal static async Task<IResult> HandleAsync(
        HttpContext http, PasswordCheck passwords, Attempts attempts, UserManager<User> users, RefusedAccess refused, IdentitySettings settings, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, password) = (Limited(fields["name"]), Limited(fields["password"]));
        if (await passwords.FindAsync(name, password) is not { } user)
        {
            refused.Note(http, null, AuditActions.SignInRefused, (await users.FindByNameAsync(name))?.Id);
            await SlowRefusal.AfterAsync(started, settings.SignIn, clock, http.RequestAborted);
            return Form(http, name, Words.Refused);
        }

        if (user.TwoFactorEnabled)
        {
            await attempts.UncountAsync(user);
            await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, HalfSignedIn(user));
            return ReturnUrl.See(SignInWithCode.Path, ReturnUrl.Of(http));
        }

        await attempts.ForgetAsync(user);
        await Session.BeginAsync(http, user, clock.GetUtcNow());
        return ContinueWithoutForm.After(user, ReturnUrl.Of(http));
    }

    private static ClaimsPrincipal HalfSignedIn(User user)
    {
        var identity = new ClaimsIdentity("Mediation.Half");
        identity.SetClaim(Claims.Subject, user.Id.ToString());
        return new ClaimsPrincipal(identity);
    }

    // Longer than any name or password here; hashing a megabyte would be work for nothing.
    private static string Limited(string? text) => text is { Length: <= 200 } ? text : "";

    private static Page Form(HttpContext http, string name, Words? problem) => new(
        Words.SignIn,
        form => form.Form(
            ReturnUrl.At(Path, ReturnUrl.Of(http)),
            Html.Of(
                $"""
                 {form.Field("name", Words.Name, "text", "username", focus: name.Length == 0, value: name)}
                 {form.Field("password", Words.Password, "password", "current-password", focus: name.Length > 0)}
                 """),
            Words.SignIn),
        problem)
    {
        Status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
    };
}
