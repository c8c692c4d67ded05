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
        new("POST /api/v1/cases/{id}/unmasking",               Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/cases/{id}/assignment",              [CommitteeHead],  Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/assignment/acceptance",   [Mediator],       Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/assignment/refusal",      [Mediator],       Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/steps/{step}/records",    Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/steps/{step}/completion", Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/termination",             Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/remedies-notices",        Mediating,        Nobody,             Nobody),
        // The judicial office can take a round back that was given to a committee which does not take it up.
        new("POST /api/v1/cases/{id}/rounds",                  [CommitteeHead],  [JudicialOfficer],  Nobody),
        new("POST /api/v1/cases/{id}/rebound",                 Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/lead-official",           [CommitteeHead],  [JudicialOfficer],  Nobody),
        new("POST /api/v1/cases/{id}/supervisions",            [CommitteeHead],  [JudicialOfficer],  Nobody),
        new("POST /api/v1/cases/{id}/supervisions/{supervisionId}/answer", Mediating, Nobody,        Nobody),
        new("POST /api/v1/cases/{id}/police-reports",          Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/police-reports/{reportId}/receipt", Mediating, Nobody,          Nobody),
        new("POST /api/v1/cases/{id}/criminal-turn",           Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/cases/{id}/incidents",               Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/parties/{partyId}/succession", Mediating,   Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/links",                   Mediating,        Nobody,             Nobody),
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
        // Evidence and dossier.
        new("POST /api/v1/cases/{id}/evidence",                Mediating,        Nobody,             Nobody),
        new("GET /api/v1/cases/{id}/evidence",                 Mediating,        [JudicialOfficer],  Nobody),
        new("GET /api/v1/cases/{id}/evidence/{evidenceId}",    Mediating,        Nobody,             Nobody),
        new("GET /api/v1/cases/{id}/dossier",                  Mediating,        [JudicialOfficer],  Nobody),
        new("GET /api/v1/cases/{id}/dossier.html",             Mediating,        Nobody,             Nobody),
        new("GET /api/v1/cases/{id}/dossier.pdf",              Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/dossier/notes",           Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/dossier/filing",          Mediating,        Nobody,             Nobody),
        new("GET /api/v1/cases/{id}/forms/{form}.docx",        Mediating,        [JudicialOfficer],  Nobody),
        // Agreements: wording, performance, confirmation
        new("GET /api/v1/agreements/{id}/lint",                Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/agreements/{id}/wording",            Mediating,        Nobody,             Nobody),
        new("POST /api/v1/agreements/{id}/withdrawal",         Mediating,        Nobody,             Nobody),
        new("POST /api/v1/agreements/{id}/signing-refusal",    Mediating,        Nobody,             Nobody),
        new("GET /api/v1/agreements/{id}/performance",         Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/agreements/{id}/obligations/{oid}/performances", Mediating, Nobody,        Nobody),
        new("POST /api/v1/agreements/{id}/obligations/{oid}/urgings", Mediating, Nobody,             Nobody),
        new("POST /api/v1/agreements/{id}/obligations/{oid}/breaches", Mediating, Nobody,            Nobody),
        new("GET /api/v1/agreements/{id}/confirmation-check",  Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/agreements/{id}/confirmations",      Mediating,        Nobody,             Nobody),
        new("GET /api/v1/agreements/{id}/confirmations/{cid}", Mediating,        [JudicialOfficer],  Nobody),
        new("POST /api/v1/agreements/{id}/confirmations/{cid}/attachments", Mediating, Nobody,       Nobody),
        new("POST /api/v1/agreements/{id}/confirmations/{cid}/submission", Mediating, Nobody,        Nobody),
        new("POST /api/v1/agreements/{id}/confirmations/{cid}/ruling", Mediating, Nobody,            Nobody),
        // Risks
        new("POST /api/v1/cases/{id}/signals",                 Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/signals/{signalId}/clearance", Mediating,   Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/colour",                  Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/colour/lifting",          Mediating,        Nobody,             Nobody),
        // Clocks
        new("POST /api/v1/cases/{id}/clocks/{clock}/extension", Mediating,       Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/clocks/{clock}/pause",    Mediating,        Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/clocks/{clock}/resumption", Mediating,      Nobody,             Nobody),
        new("POST /api/v1/cases/{id}/delegation",              Mediating,        Nobody,             Nobody),
        // Follow-ups
        new("POST /api/v1/cases/{id}/follow-ups",              Mediating,        Nobody,             Nobody),
        // Digests: everybody's own only, so there are no rows of others.
        new("GET /api/v1/digests",                             Nobody,           Nobody,             Mediating),
        // Each command within meets the row of its own route.
        new("POST /api/v1/sync",                               Nobody,           Nobody,             Signed),
        new("GET /api/v1/audit/workflow",                      Nobody,           Nobody,             [Auditor]),
    ];
}
