using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.SignIn;

/// <summary>/account, and the ways out of it.</summary>
internal static class SignOut
{
    internal const string Path = "/account/sign-out";
    internal const string EverywherePath = "/account/sign-out-everywhere";
    internal const string DonePath = "/account/signed-out";

    internal static async Task<IResult> ShowAccountAsync(HttpContext http, IdentityDatabase database)
    {
        var user = (await Session.UserAsync(database, http.User, http.RequestAborted))!;
        return new Page(Words.Account, form => Html.Of(
            $"""
             <p>{user.UserName}</p>
             {form.Link(ChangePassword.Path, Words.ChangePassword)}
             {form.Link(SetUpSecondFactor.Path, Words.SecondFactor)}
             {form.Form(Path, Html.Empty, Words.SignOut)}
             {form.Form(EverywherePath, Html.Empty, Words.SignOutEverywhere)}
             """));
    }

    internal static IResult Show() => new Page(Words.SignOut, form => form.Form(Path, Html.Empty, Words.SignOut));

    internal static IResult ShowDone() => new Page(
        Words.SignOut, form => Html.Of($"{form.Paragraph(Words.SignedOut)}{form.Link(SignInWithPassword.Path, Words.SignIn)}"));

    internal static async Task<IResult> HandleAsync(HttpContext http)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return new SeeOther(DonePath);
    }

    internal static async Task<IResult> EverywhereAsync(HttpContext http, IdentityDatabase database, UserChanges changes)
    {
        var user = (await Session.UserAsync(database, http.User, http.RequestAborted))!;
        await changes.EndSessionsAsync(user.Id, http.RequestAborted);
        return await HandleAsync(http);
    }
}
