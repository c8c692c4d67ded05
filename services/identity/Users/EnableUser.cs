namespace Mediation.Identity.Users;

/// <summary>Also unlocks.</summary>
internal static class EnableUser
{
    internal static Task<IResult> HandleAsync(HttpContext http, Guid id, AdminShell shell) => shell.ChangeAsync(http, id, (user, _) => Enable(user));

    private static void Enable(User user)
    {
        user.DisabledAt = null;
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
    }
}
