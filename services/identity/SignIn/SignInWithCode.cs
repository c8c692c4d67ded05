using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.SignIn;

/// <summary>/account/second-factor: after the password, a code of the authenticator or a recovery code.</summary>
internal static class SignInWithCode
{
    internal const string Path = "/account/second-factor";

    internal static async Task<IResult> ShowAsync(HttpContext http, IdentityDatabase database) =>
        await UserAsync(http, database) is null ? BackToStart(http) : Form(http, null);

    internal static async Task<IResult> HandleAsync(
        HttpContext http, IdentityDatabase database, UserManager<User> users, Attempts attempts, RefusedAccess refused, IdentitySettings settings,
        TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        if (await UserAsync(http, database) is not { } user)
        {
            return BackToStart(http);
        }

        var code = (await http.Request.ReadFormAsync(http.RequestAborted))["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        if (!await attempts.CountAsync(user) || !await IsRightAsync(users, user, code))
        {
            refused.Note(http, null, AuditActions.SignInRefused, user.Id);
            await SlowRefusal.AfterAsync(started, settings.SignIn, clock, http.RequestAborted);
            return Form(http, Words.CodeRefused);
        }

        await attempts.ForgetAsync(user);
        await Session.BeginAsync(http, user, clock.GetUtcNow());
        return ContinueWithoutForm.After(user, ReturnUrl.Of(http));
    }

    internal static async Task<bool> IsRightAsync(UserManager<User> users, User user, string code) =>
        await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code)
        || (code.Length > 6 && (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded);

    private static async Task<User?> UserAsync(HttpContext http, IdentityDatabase database)
    {
        var half = await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return Guid.TryParse(half.Principal?.GetClaim(Claims.Subject), out var id)
            && await database.Users.FindAsync([id], http.RequestAborted) is { DisabledAt: null, TwoFactorEnabled: true } user
                ? user
                : null;
    }

    private static IResult BackToStart(HttpContext http) => ReturnUrl.See(SignInWithPassword.Path, ReturnUrl.Of(http));

    private static Page Form(HttpContext http, Words? problem) => new(
        Words.SecondFactor,
        form => form.Form(
            ReturnUrl.At(Path, ReturnUrl.Of(http)), form.Field("code", Words.Code, "text", "one-time-code", focus: true), Words.Continue),
        problem)
    {
        Status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
    };
}
