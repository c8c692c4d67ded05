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
        new("GET /api/v1/committees/{id}/check",               Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("POST /api/v1/committees/{id}/surge",              [CommitteeHead],  [RosterAdmin],      Nobody),
        // Persons, teams, activities, coverage.
        new("POST /api/v1/persons",                            [CommitteeHead],  [RosterAdmin],      Nobody),
        new("GET /api/v1/persons",                             Mediating,        [RosterAdmin, JudicialOfficer], Nobody),
        new("GET /api/v1/persons/{id}",                        Mediating,        [RosterAdmin, JudicialOfficer], Nobody),
        new("POST /api/v1/persons/{id}/roles",                 [CommitteeHead],  [RosterAdmin],      Nobody),
        new("POST /api/v1/persons/{id}/roles/{roleId}/end",    [CommitteeHead],  [RosterAdmin],      Nobody),
        new("POST /api/v1/persons/{id}/skills",                [CommitteeHead],  [RosterAdmin],      Nobody),
        new("POST /api/v1/persons/{id}/absences",              Mediating,        [RosterAdmin],      Nobody),
        new("POST /api/v1/persons/{id}/appointment",           [CommitteeHead],  [RosterAdmin],      Nobody),
        new("POST /api/v1/teams",                              [CommitteeHead],  [RosterAdmin],      Nobody),
        new("GET /api/v1/teams",                               Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("GET /api/v1/teams/{id}",                          Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("POST /api/v1/teams/{id}/dissolution",             [CommitteeHead],  [RosterAdmin],      Nobody),
        new("POST /api/v1/teams/{id}/members",                 [CommitteeHead],  [RosterAdmin],      Nobody),
        new("GET /api/v1/teams/{id}/members",                  Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("POST /api/v1/teams/{id}/members/{personId}/leaving", [CommitteeHead], [RosterAdmin],    Nobody),
        new("POST /api/v1/activities",                         Screening,        [RosterAdmin],      Nobody),
        new("GET /api/v1/activities",                          Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("GET /api/v1/activities/{id}",                     Screening,        [RosterAdmin, JudicialOfficer, BureauAnalyst], Nobody),
        new("POST /api/v1/activities/{id}/withdrawal",         [CommitteeHead],  [RosterAdmin],      Nobody),
        new("GET /api/v1/coverage",                            Nobody,           [RosterAdmin, JudicialOfficer, BureauAnalyst, CommitteeHead], Nobody),
        new("POST /api/v1/coverage/units",                     Nobody,           [RosterAdmin],      Nobody),
        new("POST /api/v1/coverage/units/{id}/closing",        Nobody,           [RosterAdmin],      Nobody),
        new("GET /api/v1/audit/roster",                        Nobody,           Nobody,             [Auditor]),
    ];
}
