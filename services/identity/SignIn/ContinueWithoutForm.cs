using Mediation.Identity.Users;

namespace Mediation.Identity.SignIn;

/// <summary>
/// /account/continue, a page between a form and what follows: browsers apply form-action to all redirects that a posted form leads to,
/// and the client's address at their end is not 'self'. From here on it is an ordinary visit.
/// </summary>
internal static class ContinueWithoutForm
{
    private const string Path = "/account/continue";

    internal static IResult See(string next) => next.StartsWith(ReturnUrl.Home, StringComparison.Ordinal) ? new SeeOther(next) : ReturnUrl.See(Path, next);

    internal static IResult After(User user, string next) => user.MustChangePassword ? ReturnUrl.See(ChangePassword.Path, next) : See(next);

    internal static IResult Show(HttpContext http)
    {
        var next = ReturnUrl.Of(http);
        return new Page(Words.Continue, form => form.Link(next, Words.Continue)) { Next = next };
    }
}
