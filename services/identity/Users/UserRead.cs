using Mediation.Identity.Keys;

namespace Mediation.Identity.Users;

/// <summary>A user as an administrator sees one.</summary>
internal sealed record UserRead(
    Guid Id, long Version, string Name, string Display, IReadOnlyList<string> Roles, IReadOnlyList<Guid> Units, IReadOnlyList<string> Areas,
    bool Disabled, bool SecondFactor, bool MustChangePassword, DateTimeOffset CreatedAt)
{
    internal static UserRead Of(User user, Sealer sealer) => new(
        user.Id, user.Version, user.UserName!, DisplayName.Of(user, sealer), user.Roles, user.Units, user.Areas,
        user.DisabledAt is not null, user.TwoFactorEnabled, user.MustChangePassword, user.CreatedAt);
}
