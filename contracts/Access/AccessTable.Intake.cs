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
        new("GET /api/v1/audit",                               Nobody,           Nobody,             [Auditor]),
        new("GET /api/v1/audit/intake",                        Nobody,           Nobody,             [Auditor]),
    ];
}
