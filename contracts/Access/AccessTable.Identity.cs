using static Mediation.Contracts.AccessGroups;
using static Mediation.Contracts.Roles;

namespace Mediation.Contracts;

public static partial class AccessTable
{
    /// <summary>Routes of identity. Its pages and the protocol know who is there by cookie and credential; the last is not for the outside.</summary>
    public static IReadOnlyList<AccessRule> Identity { get; } =
    [
        .. Technical,
        AccessRule.Public("GET /connect/authorize"),
        AccessRule.Public("POST /connect/authorize"),
        AccessRule.Public("POST /connect/token"),
        AccessRule.Public("GET /connect/endsession"),
        AccessRule.Public("POST /connect/endsession"),
        AccessRule.Public("GET /connect/userinfo"),
        AccessRule.Public("POST /connect/userinfo"),
        AccessRule.Public("GET /account/sign-in"),
        AccessRule.Public("POST /account/sign-in"),
        AccessRule.Public("GET /account/second-factor"),
        AccessRule.Public("POST /account/second-factor"),
        AccessRule.Public("GET /account/continue"),
        AccessRule.Public("GET /account/signed-out"),
        AccessRule.Public("GET /account/style.css"),
        AccessRule.Public("GET /account"),
        AccessRule.Public("GET /account/password"),
        AccessRule.Public("POST /account/password"),
        AccessRule.Public("GET /account/authenticator"),
        AccessRule.Public("POST /account/authenticator"),
        AccessRule.Public("POST /account/authenticator/removal"),
        AccessRule.Public("GET /account/sign-out"),
        AccessRule.Public("POST /account/sign-out"),
        AccessRule.Public("POST /account/sign-out-everywhere"),
        AccessRule.Public("GET /internal/access-changes"),
        new("GET /api/v1/users",                               Nobody,           Nobody,             [SystemAdmin]),
        new("POST /api/v1/users",                              Nobody,           Nobody,             [SystemAdmin]),
        new("GET /api/v1/users/{id}",                          Nobody,           Nobody,             [SystemAdmin]),
        new("POST /api/v1/users/{id}/roles",                   Nobody,           Nobody,             [SystemAdmin]),
        new("POST /api/v1/users/{id}/disablement",             Nobody,           Nobody,             [SystemAdmin]),
        new("POST /api/v1/users/{id}/enablement",              Nobody,           Nobody,             [SystemAdmin]),
        new("POST /api/v1/users/{id}/password-reset",          Nobody,           Nobody,             [SystemAdmin]),
        new("POST /api/v1/clients/{id}/revocation",            Nobody,           Nobody,             [SystemAdmin]),
        new("GET /api/v1/audit/identity",                      Nobody,           Nobody,             [Auditor]),
    ];
}
