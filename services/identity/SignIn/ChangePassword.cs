using Mediation.Identity.Storage;
using Mediation.Identity.Users;

namespace Mediation.Identity.SignIn;

/// <summary>/account/password: ends every other session of the user.</summary>
internal static class ChangePassword
{
    internal const string Path = "/account/password";

    internal static async Task<IResult> ShowAsync(HttpContext http, IdentityDatabase database)
    {
        var user = (await Session.UserAsync(database, http.User, http.RequestAborted))!;
        return Form(http, user, null);
    }

    internal static async Task<IResult> HandleAsync(
        HttpContext http, IdentityDatabase database, PasswordCheck passwords, Attempts attempts, UserChanges changes, IdentitySettings settings,
        TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var user = (await Session.UserAsync(database, http.User, http.RequestAborted))!;
        var fields = await http.Request.ReadFormAsync(http.RequestAborted);
        var (current, wanted) = (fields["current"].ToString(), fields["password"].ToString());
        if (await passwords.MatchesAsync(user, current) is null)
        {
            await SlowRefusal.AfterAsync(started, settings.SignIn, clock, http.RequestAborted);
            return Form(http, user, Words.Refused);
        }

        await attempts.ForgetAsync(user);
        if (ProblemOf(user, current, wanted, fields["repeat"].ToString()) is { } problem)
        {
            return Form(http, user, problem);
        }

        user = await changes.SetPasswordAsync(user.Id, wanted, byOther: false, http.RequestAborted);
        await Session.BeginAsync(http, user, user.SessionsNotBefore);
        return ContinueWithoutForm.See(ReturnUrl.Of(http));
    }

    private static Words? ProblemOf(User user, string current, string wanted, string repeated)
    {
        if (wanted != repeated)
        {
            return Words.NotTheSame;
        }

        return Passwords.IsGood(wanted, user.UserName!) && wanted != current ? null : Words.TooSimple;
    }

    private static Page Form(HttpContext http, User user, Words? problem) => new(
        Words.ChangePassword,
        form => Html.Of(
            $"""
             {(user.MustChangePassword ? form.Paragraph(Words.MustChange) : Html.Empty)}
             {form.Form(ReturnUrl.At(Path, ReturnUrl.Of(http)), Fields(form), Words.ChangePassword)}
             """),
        problem)
    {
        Status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static Html Fields(PageForm form) => Html.Of(
        $"""
         {form.Field("current", Words.CurrentPassword, "password", "current-password", focus: true)}
         {form.Field("password", Words.NewPassword, "password", "new-password")}
         {form.Field("repeat", Words.Repeat, "password", "new-password")}
         """);
}
