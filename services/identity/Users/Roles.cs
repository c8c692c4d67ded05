using System.Text.RegularExpressions;
using Mediation.ServiceDefaults;

namespace Mediation.Identity.Users;

/// <summary>The suite's roles, and what a user's roles, units and areas may be.</summary>
internal static partial class Roles
{
    internal const string SystemAdmin = Contracts.Roles.SystemAdmin;

    private const int Most = 50;

    internal static FieldCheck Check(this FieldCheck check, IReadOnlyList<string?>? roles, IReadOnlyList<Guid>? units, IReadOnlyList<string?>? areas) => check
        .That(roles?.All(Contracts.Roles.All.Contains) != false, "roles", "unknown", "角色未知", "Unknown role")
        .That(areas?.All(area => area is not null && AreaPrefix().IsMatch(area)) != false, "areas", "malformed", "区划前缀为2、4、6、9或12位数字，或 all", "2, 4, 6, 9 or 12 digits each, or all")
        .That(units is null or { Count: <= Most }, "units", "tooMany", $"不得超过{Most}项", $"At most {Most}")
        .That(areas is null or { Count: <= Most }, "areas", "tooMany", $"不得超过{Most}项", $"At most {Most}");

    [GeneratedRegex("^(?:all|[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})\\z")]
    private static partial Regex AreaPrefix();
}
