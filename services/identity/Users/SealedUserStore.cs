using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Mediation.Identity.Users;

/// <summary>Identity's own store, except that keys and recovery codes of the second factor rest sealed.</summary>
internal sealed class SealedUserStore(IdentityDatabase database, Sealer sealer, IdentityErrorDescriber errors)
    : UserOnlyStore<User, IdentityDatabase, Guid>(database, errors)
{
    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(
            user, loginProvider, name, value is null ? null : Convert.ToBase64String(sealer.Seal(value, Binding(user, name))), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } box
            ? sealer.OpenText(Convert.FromBase64String(box), Binding(user, name))
            : null;

    private static string Binding(User user, string name) => $"user-token|{user.Id:N}|{name}";
}
