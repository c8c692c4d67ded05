using Mediation.ServiceDefaults;

namespace Mediation.Identity.Users;

internal static class DisableUser
{
    private static readonly Refusal Oneself = new("user.oneself", "不能停用自己的账号", "One cannot disable oneself");

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, AdminShell shell) =>
        Caller.Of(http).PersonId == id ? Problem.From(http, Oneself) : await shell.ChangeAsync(http, id, Disable);

    private static void Disable(User user, DateTimeOffset now)
    {
        user.DisabledAt ??= now;
        UserChanges.EndSessions(user, now);
    }
}
