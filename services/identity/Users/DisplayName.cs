using Mediation.Identity.Keys;

namespace Mediation.Identity.Users;

internal static class DisplayName
{
    internal static byte[]? Seal(Guid user, string? name, Sealer sealer) => string.IsNullOrWhiteSpace(name) ? null : sealer.Seal(name, Binding(user));

    /// <summary>What to call the person; the login name where nothing else is known.</summary>
    internal static string Of(User user, Sealer sealer) => user.Display is { } box ? sealer.OpenText(box, Binding(user.Id)) : user.UserName!;

    private static string Binding(Guid user) => $"display|{user:N}";
}
