namespace Mediation.Contracts;

/// <summary>Whom an access token is for: values of the claim <c>aud</c>. A service takes only tokens that name it.</summary>
public static class Audiences
{
    /// <summary>Intake.</summary>
    public const string Intake = "mediation-intake";

    /// <summary>Mediation-workflow.</summary>
    public const string Workflow = "mediation-workflow";

    /// <summary>Volunteer-roster.</summary>
    public const string Roster = "mediation-roster";

    /// <summary>Reporting; the only one in a bureau program's token.</summary>
    public const string Reporting = "mediation-reporting";

    /// <summary>Identity: accounts and clients.</summary>
    public const string Identity = "mediation-identity";

    /// <summary>All of them: the gateway takes a token for any.</summary>
    public static IReadOnlyList<string> All { get; } = [Intake, Workflow, Roster, Reporting, Identity];
}
