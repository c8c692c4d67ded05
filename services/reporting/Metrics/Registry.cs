namespace Mediation.Reporting.Metrics;

/// <summary>metrics.md, version 1, as data.</summary>
internal static class Registry
{
    private const string Agreed = "d.outcome = 'A'";
    private const string StillOpen = "d.open";

    private static readonly (string, string) Accepted = ("acceptedAt", "accepted_on");
    private static readonly (string, string) Closed = ("closedAt", "closed_on");
    private static readonly (string, string) FirstJointSession = ("firstJointSessionAt", "first_joint_on");

    internal static readonly IReadOnlyList<Metric> All =
    [
        new("M01", new("受理数", "Accepted"))
        {
            Cohort = Accepted,
            NumeratorText = "disputes accepted",
        },
        new("M03", new("调解成功率（受理口径）", "Resolution rate, accepted base"))
        {
            Cohort = Accepted,
            NumeratorText = "of the denominator, those whose latest outcome is an agreement (written or oral)",
            DenominatorText = "accepted, minus linked as duplicate",
            Numerator = Agreed,
            Open = StillOpen,
            Exclusions = [new("linkedAsDuplicate", "d.duplicate")],
        },
        new("M04", new("调解成功率（结案口径）", "Resolution rate, closed base"))
        {
            Cohort = Closed,
            NumeratorText = "closed with an agreement",
            DenominatorText = "closed, minus transferred before any session",
            Numerator = Agreed,
            Exclusions = [new("transferredBeforeSession", "d.outcome = 'R' and d.sessions = 0")],
        },
        new("M05", new("首调成功率", "First-mediation success"))
        {
            Cohort = FirstJointSession,
            NumeratorText = "agreement reached in round 1 with no more than one joint session",
            DenominatorText = "disputes with at least one joint session held",
            Numerator = $"{Agreed} and d.round = 1 and d.joint_sessions <= 1",
            Open = StillOpen,
        },
    ];

    internal static Metric? Find(string code) => All.FirstOrDefault(m => m.Code == code);
}
