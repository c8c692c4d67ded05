using static Mediation.Contracts.Roles;

namespace Mediation.Contracts;

/// <summary>Who may what: every route of every service. A route that is not in it keeps its service from starting.</summary>
/// <remarks>Personal data and case content follow unit and area, statistics follow area, the system admin sees no case content.</remarks>
public static class AccessTable
{
    private static readonly string[] Nobody = [];
    private static readonly string[] Signed = [.. All];
    private static readonly string[] Screening = [IntakeClerk, Mediator, CommitteeHead];
    private static readonly string[] Mediating = [Mediator, CommitteeHead];
    private static readonly string[] Counted = [BureauAnalyst, BureauClient, JudicialOfficer, CommitteeHead, Mediator, IntakeClerk];

    private static readonly AccessRule[] Technical =
    [
        AccessRule.Public("GET /health/live"),
        AccessRule.Public("GET /health/ready"),
        AccessRule.Public("GET /openapi/{documentName}.json"),
    ];

    /// <summary>Routes of intake.</summary>
    public static IReadOnlyList<AccessRule> Intake { get; } =
    [
        .. Technical,
        //  route                                              own unit          own area            everywhere
        new("POST /api/v1/disputes",                           Screening,        Nobody,             Nobody),
        new("GET /api/v1/disputes",                            Screening,        [JudicialOfficer],  Nobody),
        new("GET /api/v1/disputes/{id}",                       Screening,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/disputes/{id}/parties",              Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/consents",             Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/acceptance",           Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/duplicate-link",       Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/refusal",              Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/search",                    Screening,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/disputes/{id}/parties/{partyId}/status-code", Screening, Nobody,           Nobody),
        new("POST /api/v1/disputes/{id}/anomalies/{anomalyId}/answer", [CommitteeHead], Nobody,      Nobody),
        // Whoever shows a party's code; 80 random bits, limited at the gateway.
        AccessRule.Public("GET /api/v1/status/{code}"),
        AccessRule.Public("POST /api/v1/status/{code}/objection"),
        new("POST /api/v1/disputes/{id}/unmasking",            Screening,        [JudicialOfficer],  Nobody),
        new("GET /api/v1/audit",                               Nobody,           Nobody,             [Auditor]),
        new("GET /api/v1/audit/intake",                        Nobody,           Nobody,             [Auditor]),
    ];

    /// <summary>Routes of mediation-workflow.</summary>
    public static IReadOnlyList<AccessRule> Workflow { get; } =
    [
        .. Technical,
        new("GET /api/v1/methods",                             Nobody,           Nobody,             Signed),
        new("GET /api/v1/methods/{code}",                      Nobody,           Nobody,             Signed),
        new("GET /api/v1/cases",                               Mediating,        [JudicialOfficer],  Nobody),
        new("GET /api/v1/cases/{id}",                          Mediating,        [JudicialOfficer],  Nobody),
        new("GET /api/v1/cases/{id}/history",                  Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/cases/{id}/assignment",              [CommitteeHead],  Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/assignment/acceptance",   [Mediator],       Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/assignment/refusal",      [Mediator],       Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/steps/{step}/records",    Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/steps/{step}/completion", Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/termination",             Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/sessions",                Mediating,        Nobody,             Nobody),
        new("GET /api/v1/cases/{id}/sessions",                 Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/cases/{id}/agreements",              Mediating,        Nobody,             Nobody),
        new("GET /api/v1/sessions/{id}",                       Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/sessions/{id}/participants/{pid}/check-in", Mediating, [JudicialOfficer],  Nobody),
        new("POST /api/v1/sessions/{id}/segments",             Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/segments/{segmentId}/release", Mediating, Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/invitations",          Mediating,        Nobody,             Nobody),
        new("POST /api/v1/invitations/{invitationId}/revocation", Mediating,     Nobody,             Nobody),
        // Who has a link's code has no account. The routes below it ask for the invitation's own token, which is good for nothing else.
        AccessRule.Public("POST /api/v1/invitations/exchange"),
        AccessRule.Public("GET /api/v1/invitations/session"),
        AccessRule.Public("POST /api/v1/invitations/session/check-in"),
        AccessRule.Public("POST /api/v1/invitations/session/statement"),
        AccessRule.Public("POST /api/v1/invitations/session/sign-off"),
        AccessRule.Public("POST /api/v1/invitations/session/delegation"),
        new("POST /api/v1/sessions/{id}/closing",              Mediating,        Nobody,             Nobody),
        new("GET /api/v1/agreements/{id}",                     Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/agreements/{id}/signatures",         Mediating,        Nobody,             Nobody),
        new("GET /api/v1/audit/workflow",                      Nobody,           Nobody,             [Auditor]),
    ];

    /// <summary>Routes of volunteer-roster.</summary>
    public static IReadOnlyList<AccessRule> Roster { get; } =
    [
        .. Technical,
        new("POST /api/v1/committees",                         Nobody,           [RosterAdmin],      Nobody),
        new("GET /api/v1/committees",                          Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("GET /api/v1/committees/{id}",                     Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("POST /api/v1/mediators",                          [CommitteeHead],  [RosterAdmin],      Nobody),
        new("GET /api/v1/mediators",                           Mediating,        [RosterAdmin, JudicialOfficer], Nobody),
        new("GET /api/v1/mediators/{id}",                      Mediating,        [RosterAdmin, JudicialOfficer], Nobody),
        new("GET /api/v1/audit/roster",                        Nobody,           Nobody,             [Auditor]),
    ];

    /// <summary>Routes of reporting. An area's figures are for those whose area holds it.</summary>
    public static IReadOnlyList<AccessRule> Reporting { get; } =
    [
        .. Technical,
        new("GET /api/v1/metrics",                             Nobody,           Nobody,             Signed),
        new("GET /api/v1/metrics/{code}",                      Nobody,           Counted,            Nobody),
        new("GET /api/v1/audit/reporting",                     Nobody,           Nobody,             [Auditor]),
    ];

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
    ];
}
