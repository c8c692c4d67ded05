using static Mediation.Contracts.AccessGroups;
using static Mediation.Contracts.Roles;

namespace Mediation.Contracts;

public static partial class AccessTable
{
    /// <summary>Routes of reporting. An area's figures are for those whose area holds it, and without small cells, to those who ask as outsiders, for those whose area lies in it.</summary>
    public static IReadOnlyList<AccessRule> Reporting { get; } =
    [
        .. Technical,
        new("GET /api/v1/metrics",                             Nobody,           Nobody,             Signed),
        new("GET /api/v1/metrics/{code}",                      Nobody,           Counted,            Nobody),
        new("GET /api/v1/metrics/{code}/cases",                Nobody,           [BureauAnalyst, JudicialOfficer, CommitteeHead], Nobody),
        new("POST /api/v1/metrics/query",                      Nobody,           Counted,            Nobody),
        // Anomalies, effectiveness, heat, recurrences
        new("GET /api/v1/anomalies",                           Nobody,           [BureauAnalyst, JudicialOfficer, CommitteeHead], Nobody),
        new("GET /api/v1/anomalies/{id}",                      Nobody,           [BureauAnalyst, JudicialOfficer, CommitteeHead], Nobody),
        // Whose work it may be about does not dispose of it.
        new("POST /api/v1/anomalies/{id}/dispositions",        Nobody,           [BureauAnalyst, JudicialOfficer], Nobody),
        new("POST /api/v1/anomalies/sweeps",                   Nobody,           [BureauAnalyst, JudicialOfficer], Nobody),
        new("GET /api/v1/effectiveness",                       Nobody,           Counted,            Nobody),
        new("GET /api/v1/heat",                                Nobody,           Counted,            Nobody),
        new("GET /api/v1/recurrences",                         Nobody,           [BureauAnalyst, JudicialOfficer, CommitteeHead], Nobody),
        new("GET /api/v1/recurrences/suggestions",             Nobody,           [BureauAnalyst, JudicialOfficer, CommitteeHead], Nobody),
        // Publications.
        new("GET /api/v1/publications",                        Nobody,           Counted,            Nobody),
        new("POST /api/v1/publications",                       Nobody,           [BureauAnalyst],    Nobody),
        new("GET /api/v1/publications/{id}",                   Nobody,           Counted,            Nobody),
        new("GET /api/v1/publications/{id}/revisions/{revision}", Nobody,        Counted,            Nobody),
        new("POST /api/v1/publications/{id}/revisions",        Nobody,           [BureauAnalyst],    Nobody),
        // Official sheets.
        new("GET /api/v1/sheets/{sheet}",                      Nobody,           Overseers,          Nobody),
        new("GET /api/v1/sheets/{sheet}/closings",             Nobody,           Overseers,          Nobody),
        new("POST /api/v1/sheets/{sheet}/closings",            Nobody,           [BureauAnalyst],    Nobody),
        new("GET /api/v1/sheets/{sheet}/closings/{id}",        Nobody,           Overseers,          Nobody),
        new("GET /api/v1/sheets/{sheet}/closings/{id}/revisions/{revision}", Nobody, Overseers,      Nobody),
        new("POST /api/v1/sheets/{sheet}/closings/{id}/revisions", Nobody,       [BureauAnalyst],    Nobody),
        // Signed links. Everybody's own only, so there are no rows of others; who has one's address has no account.
        new("POST /api/v1/exports/links",                      Nobody,           [BureauAnalyst, BureauClient], Nobody),
        new("GET /api/v1/exports/links",                       Nobody,           Nobody,             [BureauAnalyst, BureauClient]),
        new("DELETE /api/v1/exports/links/{id}",               Nobody,           Nobody,             [BureauAnalyst, BureauClient]),
        AccessRule.Public("GET /api/v1/exports/pulls/{id}"),
        new("GET /api/v1/audit/reporting",                     Nobody,           Nobody,             [Auditor]),
    ];
}
