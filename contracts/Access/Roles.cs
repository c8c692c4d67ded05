namespace Mediation.Contracts;

/// <summary>What a person or a program may be to the suite: values of the claim <c>role</c>. A subject may have several.</summary>
public static class Roles
{
    /// <summary>Works case files of the own committee (调解员).</summary>
    public const string Mediator = "mediator";

    /// <summary>Registers, screens and accepts disputes (受理员, grid worker).</summary>
    public const string IntakeClerk = "intakeClerk";

    /// <summary>Heads a committee or station (调委会主任).</summary>
    public const string CommitteeHead = "committeeHead";

    /// <summary>Judicial office (司法所): guides and joins the cases of an area.</summary>
    public const string JudicialOfficer = "judicialOfficer";

    /// <summary>Keeps committees and mediators of an area.</summary>
    public const string RosterAdmin = "rosterAdmin";

    /// <summary>Reads the figures of an area.</summary>
    public const string BureauAnalyst = "bureauAnalyst";

    /// <summary>A bureau's own program that reads the figures of an area; no person.</summary>
    public const string BureauClient = "bureauClient";

    /// <summary>Reads the audit trail.</summary>
    public const string Auditor = "auditor";

    /// <summary>Keeps users and clients; sees no case content.</summary>
    public const string SystemAdmin = "systemAdmin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Mediator, IntakeClerk, CommitteeHead, JudicialOfficer, RosterAdmin, BureauAnalyst, BureauClient, Auditor, SystemAdmin];
}
