using static Mediation.Contracts.Roles;

namespace Mediation.Contracts;

/// <summary>Roles that stand together in many rows of <see cref="AccessTable"/>. Of a class of their own: the table's parts are initialized in no order.</summary>
internal static class AccessGroups
{
    internal static readonly string[] Nobody = [];
    internal static readonly string[] Signed = [.. All];
    internal static readonly string[] Screening = [IntakeClerk, Mediator, CommitteeHead];
    internal static readonly string[] Mediating = [Mediator, CommitteeHead];
    internal static readonly string[] Reporters = [IntakeClerk, Mediator, CommitteeHead, JudicialOfficer, BureauAnalyst];
    internal static readonly string[] Counted = [BureauAnalyst, BureauClient, JudicialOfficer, CommitteeHead, Mediator, IntakeClerk];

    internal static readonly string[] Overseers = [BureauAnalyst, BureauClient, JudicialOfficer, CommitteeHead];

    internal static readonly AccessRule[] Technical =
    [
        AccessRule.Public("GET /health/live"),
        AccessRule.Public("GET /health/ready"),
        AccessRule.Public("GET /openapi/{documentName}.json"),
    ];
}
