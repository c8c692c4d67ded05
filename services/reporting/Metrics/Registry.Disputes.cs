namespace Mediation.Reporting.Metrics;

/// <summary>Of disputes from the lead to the first joint session.</summary>
internal static partial class Registry
{
    private static IEnumerable<Metric> Disputes() =>
    [
        new("M01", new("受理数", "Accepted"))
        {
            Kind = MetricKind.Count,
            Numerator = (AcceptedWords, Sum.Of(Cohort.Accepted)),
        },
        new("M02", new("调处率", "Handled"))
        {
            Numerator = (new("其中成为受理纠纷或当场化解的线索", "leads of the cohort that became an accepted dispute or were settled on the spot"),
                Sum.Of(Cohort.Lead, "d.handled")),
            Denominator = (new("登记的线索（不含零报告）", "leads recorded (zero reports excluded)"), Sum.Of(Cohort.Lead)),
            Open = Sum.Of(Cohort.Lead, "d.open"),
        },
        new("M03", new("调解成功率（受理口径）", "Resolution rate, accepted base"))
        {
            Numerator = (new("分母中最近结果为达成协议（书面或口头）的", "of the denominator, those whose latest outcome is an agreement (written or oral)"),
                Sum.Of(Cohort.Accepted, $"{AgreedSql} and not d.duplicate")),
            Denominator = (new("受理数减去关联为重复的", "accepted, minus linked as duplicate"), Sum.Of(Cohort.Accepted, "not d.duplicate")),
            Open = Sum.Of(Cohort.Accepted, "d.open and not d.duplicate"),
            Excluded = [new("linkedAsDuplicate", Sum.Of(Cohort.Accepted, "d.duplicate"))],
        },
        new("M05", new("首调成功率", "First-mediation success"))
        {
            Numerator = (new("第一轮且至多一次面对面调解会即达成协议的", "agreement reached in round 1 with no more than one joint session"),
                Sum.Of(Cohort.FirstJointSession, $"{AgreedSql} and d.round = 1 and d.joint_sessions <= 1")),
            Denominator = (new("至少开过一次面对面调解会的纠纷", "disputes with at least one joint session held"), Sum.Of(Cohort.FirstJointSession)),
            Open = Sum.Of(Cohort.FirstJointSession, "d.open"),
        },
        new("M06", new("办结率", "Closed"))
        {
            Numerator = (new("以任何方式办结的", "closed in any way"), Sum.Of(Cohort.Accepted, "not d.open")),
            Denominator = (AcceptedWords, Sum.Of(Cohort.Accepted)),
            Open = Sum.Of(Cohort.Accepted, "d.open"),
        },
        new("M13", new("民转刑", "Turned criminal"))
        {
            Numerator = (new("发生民转刑的纠纷", "disputes that turned into a criminal case"), Sum.Of(Cohort.TurnedCriminal)),
            Denominator = (AcceptedWords, Sum.Of(Cohort.Accepted)),
        },
        new("M15", new("主动发现率", "Proactive discovery"))
        {
            Numerator = (new("来源为主动排查的", "found on the committee's own initiative"), Sum.Of(Cohort.Accepted, "d.source = 'proactive'")),
            Denominator = (AcceptedWords, Sum.Of(Cohort.Accepted)),
        },
        new("M22", new("万人纠纷数", "Per ten thousand people, per thousand households"))
        {
            Kind = MetricKind.Mean,
            Numerator = (AcceptedWords, Sum.Of(Cohort.Accepted)),
            Denominator = (new("该区划人口（注明户籍或常住及年份），另按户数", "people of the area (registered or resident, with the year); beside it, households"), null),
            Reference = Reference.Population,
        },
        new("M25", new("分流数", "Diversion"))
        {
            Numerator = (new("分流的纠纷（按去向）", "disputes diverted, by destination"), Sum.Of(Cohort.Diverted)),
            Denominator = (new("登记的纠纷", "disputes registered"), Sum.Of(Cohort.Registered)),
        },
        new("M26", new("联调数", "Joint mediation"))
        {
            Numerator = (new("由不同区划的单位联合调解的", "of the denominator, those mediated jointly by units of different areas"),
                Sum.Of(Cohort.Accepted, "d.cross_area and d.joint_areas")),
            Denominator = (new("登记为跨区划的纠纷", "disputes registered as cross-area"), Sum.Of(Cohort.Accepted, "d.cross_area")),
        },
        new("M30", new("涉及户/人", "Affected"))
        {
            Kind = MetricKind.Count,
            Numerator = (new("涉及人数（另列户数）", "persons affected; beside it, households"), Sum.Total(Cohort.Accepted, "d.persons")),
            Measures = [new("persons", Sum.Total(Cohort.Accepted, "d.persons")), new("households", Sum.Total(Cohort.Accepted, "d.households"))],
        },
    ];
}
