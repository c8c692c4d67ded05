namespace Mediation.Reporting.Metrics;

/// <summary>Of agreements, their performance and the follow-up.</summary>
internal static partial class Registry
{
    private static IEnumerable<Metric> AfterClosing() =>
    [
        new("M07", new("履行率（件）", "Performance, items"))
        {
            Numerator = (new("截至统计时点已全部履行的事项", "obligations fully performed by as-of"), Sum.Of(Cohort.ObligationDue, "d.whole and d.performed")),
            Denominator = (new("截至统计时点到期的事项", "obligations due by as-of"), Sum.Of(Cohort.ObligationDue, "d.whole")),
        },
        new("M08", new("履行率（金额）", "Performance, money"))
        {
            Numerator = (new("已履行金额", "money performed"), Sum.Total(Cohort.ObligationDue, "d.paid")),
            Denominator = (new("截至统计时点到期金额", "money due by as-of"), Sum.Total(Cohort.ObligationDue, "d.amount")),
            Excluded = [new("withoutAmount", Sum.Of(Cohort.ObligationDue, "d.whole and d.amount is null"))],
        },
        new("M10", new("回访率（人）", "Follow-up, persons"))
        {
            Numerator = (new("到期回访中访到的当事人", "parties reached by a due follow-up"), Sum.Total(Cohort.VisitDue, "d.parties_reached")),
            Denominator = (new("截至统计时点应回访的当事人", "parties with a follow-up due by as-of"), Sum.Total(Cohort.VisitDue, "d.parties_due")),
        },
        new("M11", new("满意率", "Satisfaction"))
        {
            Numerator = (new("“满意”及以上的答复", "answers \"satisfied\" or better"), Sum.Total(Cohort.Visited, "d.satisfied")),
            Denominator = (new("已作答复（未答复另列）", "answers given; non-response beside it"), Sum.Total(Cohort.Visited, "d.answers")),
            Excluded = [new("nonResponse", Sum.Total(Cohort.Visited, "greatest(d.parties_due - d.answers, 0)"))],
        },
        new("M14", new("司法确认率", "Judicial confirmation"))
        {
            Numerator = (new("经法院确认的", "confirmed"), Sum.Of(Cohort.Effective, "d.eligible and d.confirmed")),
            Denominator = (new("已生效且可申请确认的协议", "agreements effective and eligible"), Sum.Of(Cohort.Effective, "d.eligible")),
            Open = Sum.Of(Cohort.Effective, "d.eligible and d.pending"),
            Excluded = [new("notEligible", Sum.Of(Cohort.Effective, "not d.eligible"))],
        },
    ];
}
