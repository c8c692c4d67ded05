using static Mediation.Contracts.AccessGroups;
using static Mediation.Contracts.Roles;

namespace Mediation.Contracts;

public static partial class AccessTable
{
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
}
