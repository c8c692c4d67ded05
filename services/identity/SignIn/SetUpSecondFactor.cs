using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.SignIn;

/// <summary>/account/authenticator: turn the second factor on or off.</summary>
internal static class SetUpSecondFactor
{
    internal const string Path = "/account/authenticator";
    internal const string RemovalPath = "/account/authenticator/removal";

    private const int RecoveryCodes = 10;

    internal static async Task<IResult> ShowAsync(HttpContext http, IdentityDatabase database, UserManager<User> users, IdentitySettings settings)
    {
        var user = (await Session.UserAsync(database, http.User, http.RequestAborted))!;
        if (!user.TwoFactorEnabled && await users.GetAuthenticatorKeyAsync(user) is null)
        {
            await users.ResetAuthenticatorKeyAsync(user);
        }

        return await PageAsync(users, user, settings, null);
    }

    internal static async Task<IResult> TurnOnAsync(
        HttpContext http, IdentityDatabase database, UserManager<User> users, Attempts attempts, IdentitySettings settings)
    {
        var user = (await Session.UserAsync(database, http.User, http.RequestAborted))!;
        if (user.TwoFactorEnabled || !await IsRightAsync(http, users, attempts, user))
        {
            return await PageAsync(users, user, settings, Words.CodeRefused);
        }

        await users.SetTwoFactorEnabledAsync(user, true);
        var codes = (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))!;
        return new Page(Words.SecondFactor, form => Html.Of(
            $"""
             {form.Paragraph(Words.SecondFactorIsOn)}
             {form.Paragraph(Words.KeepCodes)}
             <ul>{Html.Join(codes.Select(code => Html.Of($"<li><code class=\"recovery\">{code}</code></li>")))}</ul>
             {form.Link(ReturnUrl.Home, Words.Account)}
             """));
    }

    internal static async Task<IResult> TurnOffAsync(
        HttpContext http, IdentityDatabase database, UserManager<User> users, Attempts attempts, IdentitySettings settings)
    {
        var user = (await Session.UserAsync(database, http.User, http.RequestAborted))!;
        if (!user.TwoFactorEnabled || !await IsRightAsync(http, users, attempts, user))
        {
            return await PageAsync(users, user, settings, Words.CodeRefused);
        }

        await users.RemoveSecondFactorAsync(user);
        return new SeeOther(ReturnUrl.Home);
    }

    private static async Task<bool> IsRightAsync(HttpContext http, UserManager<User> users, Attempts attempts, User user)
    {
        var code = (await http.Request.ReadFormAsync(http.RequestAborted))["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        if (!await attempts.CountAsync(user) || !await SignInWithCode.IsRightAsync(users, user, code))
        {
            return false;
        }

        await attempts.ForgetAsync(user);
        return true;
    }

    private static async Task<IResult> PageAsync(UserManager<User> users, User user, IdentitySettings settings, Words? problem)
    {
        var key = await users.GetAuthenticatorKeyAsync(user) ?? "";
        return new Page(Words.SecondFactor, form => user.TwoFactorEnabled ? On(form) : Off(form, key, Address(user, key, settings)), problem)
        {
            Status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private static Html On(PageForm form) => Html.Of(
        $"{form.Paragraph(Words.SecondFactorIsOn)}{form.Form(RemovalPath, form.Field("code", Words.Code, "text", "one-time-code"), Words.TurnOff)}");

    private static Html Off(PageForm form, string key, string address) => Html.Of(
        $"""
         {form.Paragraph(Words.AddKey)}
         <p><code id="key">{string.Join(' ', key.Chunk(4).Select(part => new string(part)))}</code></p>
         <p><a id="otpauth" href="{address}">{form[Words.OpenInApp]}</a></p>
         {form.Form(Path, form.Field("code", Words.NewCode, "text", "one-time-code"), Words.TurnOn)}
         """);

    private static string Address(User user, string key, IdentitySettings settings)
    {
        var issuer = settings.Issuer.Host;
        return $"otpauth://totp/{Uri.EscapeDataString($"{issuer}:{user.UserName}")}?secret={key}&issuer={Uri.EscapeDataString(issuer)}&digits=6";
    }
}
