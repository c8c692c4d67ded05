using Mediation.ServiceDefaults;

namespace Mediation.Identity.Users;

/// <summary>Replaces what is given; the rest stays. Tokens issued before are refused within seconds, and the next refresh carries the new claims.</summary>
internal sealed record ChangeRoles(IReadOnlyList<string>? Roles = null, IReadOnlyList<Guid>? Units = null, IReadOnlyList<string>? Areas = null)
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, ChangeRoles body, AdminShell shell)
    {
        var check = new FieldCheck().That(body.Roles is null or { Count: > 0 }, "roles", "required", "必填", "Required").Check(body.Roles, body.Units, body.Areas);
        return check.Refusal is { } bad ? Problem.From(http, bad) : await shell.ChangeAsync(http, id, (user, _) => body.Apply(user));
    }

    internal void Apply(User user)
    {
        user.Roles = [.. (Roles ?? user.Roles).Distinct()];
        user.Units = [.. (Units ?? user.Units).Distinct()];
        user.Areas = [.. (Areas ?? user.Areas).Distinct()];
    }
}
