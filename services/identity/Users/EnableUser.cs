using Mediation.Identity.Keys;

namespace Mediation.Identity.Users;

/// <summary>Also unlocks.</summary>
internal static class EnableUser
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, UserChanges changes, Sealer sealer) =>
        GetUser.Answer(http, await changes.ChangeAsync(id, (user, _) => Enable(user), http.RequestAborted), sealer);

    private static void Enable(User user)
    {
        user.DisabledAt = null;
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
    }
}
