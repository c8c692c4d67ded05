using static Mediation.Contracts.AccessGroups;
using static Mediation.Contracts.Roles;

namespace Mediation.Contracts;

public static partial class AccessTable
{
    /// <summary>Routes of mediation-workflow.</summary>
    public static IReadOnlyList<AccessRule> Workflow { get; } =
    [
        .. Technical,
        new("GET /api/v1/methods",                             Nobody,           Nobody,             Signed),
        new("GET /api/v1/methods/{code}",                      Nobody,           Nobody,             Signed),
        // Makes a method of a committee of the caller's own, which the body names.
        new("POST /api/v1/methods",                            Nobody,           Nobody,             [CommitteeHead]),
        new("POST /api/v1/methods/{code}/versions",            [CommitteeHead],  Nobody,             Nobody),
        new("POST /api/v1/methods/{code}/retirement",          [CommitteeHead],  Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/method",                  Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/steps/{step}/reentry",    Mediating,        Nobody,             Nobody),
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
        // Panels, consents, conflicts, live sessions
        new("GET /api/v1/sessions/panel-templates",            Nobody,           Nobody,             Signed),
        new("GET /api/v1/sessions/{id}/live",                  Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/sessions/{id}/consents",             Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/wishes",               Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/co-units",             Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/rescheduling",         Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/cancellation",         Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/running-segment",      Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/running-segment/end",  Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/participants/{pid}/answer", Mediating,   [JudicialOfficer],  Nobody),
        new("POST /api/v1/sessions/{id}/participants/{pid}/substitution", Mediating, Nobody,         Nobody),
        new("POST /api/v1/sessions/{id}/participants/{pid}/declaration", Mediating, Nobody,          Nobody),
        new("POST /api/v1/sessions/{id}/conflict-check",       Mediating,        Nobody,             Nobody),
        new("POST /api/v1/sessions/{id}/conflicts/{conflictId}/overruling", Mediating, Nobody,       Nobody),
        new("GET /api/v1/cases/{id}/impartiality",             Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/relatives",               Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/objections",              Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/objections/{objectionId}/decision", [CommitteeHead], Nobody,    Nobody),
        AccessRule.Public("GET /api/v1/invitations/session/live"),
        AccessRule.Public("POST /api/v1/invitations/session/answer"),
        AccessRule.Public("POST /api/v1/invitations/session/declaration"),
        new("GET /api/v1/agreements/{id}",                     Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/agreements/{id}/signatures",         Mediating,        Nobody,             Nobody),
        // Risks
        new("POST /api/v1/cases/{id}/signals",                 Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/signals/{signalId}/clearance", Mediating,   Nobody,             Nobody),
        new("GET /api/v1/audit/workflow",                      Nobody,           Nobody,             [Auditor]),
    ];
}
