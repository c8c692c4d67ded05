using Mediation.Identity.Keys;
using Mediation.ServiceDefaults;

namespace Mediation.Identity.Users;

internal static class DisableUser
{
    private static readonly Refusal Oneself = new("user.oneself", "不能停用自己的账号", "One cannot disable oneself");

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, UserChanges changes, Sealer sealer) =>
        http.User.FindFirst("sub")?.Value == id.ToString()
            ? Problem.From(http, Oneself)
            : GetUser.Answer(http, await changes.ChangeAsync(id, Disable, http.RequestAborted), sealer);

    private static void Disable(User user, DateTimeOffset now)
    {
        user.DisabledAt ??= now;
        UserChanges.EndSessions(user, now);
    }
}
