using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Identity.Users;

internal static class GetUser
{
    internal static readonly Refusal Unknown = Refusal.Unknown("user");

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, IdentityDatabase database, Sealer sealer) =>
        Answer(http, await database.Users.FindAsync([id], http.RequestAborted), sealer);

    internal static IResult Answer(HttpContext http, User? user, Sealer sealer) =>
        user is null ? Problem.From(http, Unknown) : Results.Ok(UserRead.Of(user, sealer));
}
