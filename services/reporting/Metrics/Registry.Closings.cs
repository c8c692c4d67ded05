namespace Mediation.Reporting.Metrics;

/// <summary>Of closed cases.</summary>
internal static partial class Registry
{
    private static IEnumerable<Metric> Closings() =>
    [
        new("M04", new("调解成功率（结案口径）", "Resolution rate, closed base"))
        {
            Numerator = (new("以协议办结的", "closed with an agreement"), Sum.Of(Cohort.Closed, $"{AgreedSql} and not d.transferred")),
            Denominator = (new("办结数减去未开调解会即移送的", "closed, minus transferred before any session"), Sum.Of(Cohort.Closed, "not d.transferred")),
            Excluded = [new("transferredBeforeSession", Sum.Of(Cohort.Closed, "d.transferred"))],
        },
        new("M09", new("按期办结率", "On time"))
        {
            Numerator = (new("在期限内（含依法延期、中止）办结的", "closed within the clock incl. lawful extensions and pauses"),
                Sum.Of(Cohort.Closed, "d.on_time")),
            Denominator = (ClosedWords, Sum.Of(Cohort.Closed, "d.on_time is not null")),
            Excluded = [new("clockUnknown", Sum.Of(Cohort.Closed, "d.on_time is null"))],
        },
        new("M12", new("反弹率", "Rebound"))
        {
            Numerator = (new("90日内反弹重开的", "reopened within 90 days"), Sum.Of(Cohort.Agreed, "d.rebounded")),
            Denominator = (new("以协议办结的（以首次协议计）", "closed with an agreement, by the first of them"), Sum.Of(Cohort.Agreed)),
        },
        new("M16", new("就地化解率", "Settled where first accepted"))
        {
            Numerator = (new("由首次受理单位以协议办结的", "closed with an agreement by the unit that first accepted"),
                Sum.Of(Cohort.Closed, $"{AgreedSql} and d.same_committee")),
            Denominator = (ClosedWords, Sum.Of(Cohort.Closed)),
        },
        new("M18", new("办理天数", "Days to close"))
        {
            Kind = MetricKind.Distribution,
            Numerator = (new("扣除中止后的天数之和", "days net of pauses, added up"), Sum.Total(Cohort.Closed, "d.days")),
            Denominator = (ClosedWords, Sum.Of(Cohort.Closed)),
        },
        new("M19", new("涉案金额", "Amount"))
        {
            Kind = MetricKind.Mean,
            Numerator = (new("金额合计（元）", "yuan, added up"), Sum.Total(Cohort.Closed, $"case when {AgreedSql} then d.amount end")),
            Denominator = (new("以协议办结的纠纷", "closed with an agreement"), Sum.Of(Cohort.Closed, AgreedSql)),
            Measures = [new("withAmount", Sum.Of(Cohort.Closed, $"{AgreedSql} and d.amount is not null"))],
        },
    ];
}
