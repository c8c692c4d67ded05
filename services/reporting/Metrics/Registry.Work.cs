namespace Mediation.Reporting.Metrics;

/// <summary>Of the work itself: sessions, steps, people, units, grids, activities.</summary>
internal static partial class Registry
{
    private static IEnumerable<Metric> Work() =>
    [
        new("M17", new("到场率", "Panel presence"))
        {
            Numerator = (new("已签到的应到角色", "required roles checked in"), Sum.Total(Cohort.Session, "d.present")),
            Denominator = (new("已开调解会的应到角色", "required roles of sessions held"), Sum.Total(Cohort.Session, "d.required")),
        },
        new("M20", new("参与量", "Participation"))
        {
            Kind = MetricKind.Distinct,
            Numerator = (new("某人、单位或队伍参与的不同纠纷数（不可相加）", "distinct disputes a person, unit or team took part in (non-additive)"),
                Sum.Of(Cohort.Participation)),
        },
        new("M23", new("覆盖率", "Coverage"))
        {
            Numerator = (new("应有尽有的单位", "units that have what they must have"), Sum.Of(Cohort.Unit, "d.covered")),
            Denominator = (new("单位", "units"), Sum.Of(Cohort.Unit)),
        },
        new("M24", new("零报告率", "Grids reporting"))
        {
            Numerator = (new("当日有报告（含零报告）的网格，按日相加", "grids that reported that day, zero reports included; days added up"), Sum.Of(Cohort.GridDay)),
            Denominator = (new("网格，按日相加", "grids, days added up"), null),
            Reference = Reference.Grids,
        },
        new("M27", new("活动量", "Activities"))
        {
            Kind = MetricKind.Count,
            Numerator = (new("活动次数（另列人次、小时）", "activities; beside it persons taking part and hours"), Sum.Of(Cohort.Activity)),
            Measures = [new("persons", Sum.Total(Cohort.Activity, "d.persons")), new("hours", Sum.Total(Cohort.Activity, "d.minutes"), 60)],
        },
        new("M28", new("会次", "Sessions"))
        {
            Kind = MetricKind.Mean,
            Numerator = (new("调解会次数；按环节方式分组时为环节数", "sessions; broken down by segment mode, segments"), Sum.Of(Cohort.Session)),
            Denominator = (ClosedWords, Sum.Of(Cohort.Closed)),
            Measures = [new("segments", Sum.Of(Cohort.Segment)), new("hours", Sum.Total(Cohort.Segment, "d.minutes"), 60)],
            Instead = ("mode", Sum.Of(Cohort.Segment)),
        },
        new("M29", new("环节时长", "Time in step"))
        {
            Kind = MetricKind.Distribution,
            Numerator = (new("小时之和（整小时）", "whole hours, added up"), Sum.Total(Cohort.StepByHours, "d.hours")),
            Denominator = (new("完成的环节", "steps completed"), Sum.Of(Cohort.StepByHours)),
        },
    ];
}
