using static Mediation.Contracts.AccessGroups;
using static Mediation.Contracts.Roles;

namespace Mediation.Contracts;

public static partial class AccessTable
{
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
        // Leads and zero reports. A lead is its area's until somebody deals with it.
        new("POST /api/v1/leads",                              Screening,        Nobody,             Nobody),
        new("GET /api/v1/leads",                               Screening,        [JudicialOfficer],  Nobody),
        new("GET /api/v1/leads/{id}",                          Screening,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/leads/{id}/dispute",                 Screening,        Nobody,             Nobody),
        new("POST /api/v1/leads/{id}/link",                    Screening,        Nobody,             Nobody),
        new("POST /api/v1/leads/{id}/settlement",              Screening,        Nobody,             Nobody),
        new("POST /api/v1/leads/{id}/diversion",               Screening,        Nobody,             Nobody),
        new("POST /api/v1/leads/{id}/dismissal",               Screening,        Nobody,             Nobody),
        new("POST /api/v1/zero-reports",                       Nobody,           Screening,          Nobody),
        new("GET /api/v1/zero-reports",                        Nobody,           Reporters,          Nobody),
        new("GET /api/v1/zero-reports/missing",                Nobody,           Reporters,          Nobody),
        new("POST /api/v1/zero-reports/grids",                 Nobody,           [CommitteeHead, RosterAdmin], Nobody),
        // Before acceptance.
        new("GET /api/v1/disputes/{id}/similar",               Screening,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/disputes/{id}/screening",            Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/parties/{partyId}/agents", Screening,    Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/sides/{side}/representatives", Screening, Nobody,            Nobody),
        new("POST /api/v1/disputes/{id}/diversion",            Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/hand-overs",           Screening,        Nobody,             Nobody),
        new("POST /api/v1/disputes/{id}/hand-overs/{handOverId}/signatures", Screening, Nobody,      Nobody),
        new("GET /api/v1/audit",                               Nobody,           Nobody,             [Auditor]),
        new("GET /api/v1/audit/intake",                        Nobody,           Nobody,             [Auditor]),
    ];
}
