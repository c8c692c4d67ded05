using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Sheets;

/// <summary>What the official sheets count beside the metrics, over the same rows and in the same cells.</summary>
internal static class SheetSources
{
    /// <summary>Found by the day of the lead, handled by the day of the handling: what is handled later does not change the months before.</summary>
    internal static readonly Sum Found = Sum.Of(Cohort.Lead);
    internal static readonly Sum Handled = Sum.Of(Cohort.LeadHandled);
    internal static readonly Sum CrossArea = Sum.Of(Cohort.Lead, "d.cross_area");
    internal static readonly Sum Violent = Sum.Of(Cohort.Lead, "d.violent");

    internal static readonly Sum Closed = Sum.Of(Cohort.Closed);
    internal static readonly Sum Agreed = Sum.Of(Cohort.Closed, Registry.AgreedSql);
    internal static readonly Sum Amount = Sum.Total(Cohort.Closed, $"case when {Registry.AgreedSql} then d.amount end");
    internal static readonly Sum Parties = Sum.Total(Cohort.Closed, "d.parties");
    internal static readonly Sum Difficult = Sum.Of(Cohort.Closed, "d.difficult");

    /// <summary>Closed cases whose parties nobody has told yet: facts from before they were sent.</summary>
    internal static readonly Sum Untold = Sum.Of(Cohort.Closed, "d.parties is null");

    internal static readonly Sum Effective = Sum.Of(Cohort.Effective);
    internal static readonly Sum Oral = Sum.Of(Cohort.Effective, "d.form = 'oral'");
    internal static readonly Sum Written = Sum.Of(Cohort.Effective, "d.form = 'written'");
    internal static readonly Sum Performed = Sum.Of(Cohort.Effective, "d.performed");
    internal static readonly Sum Confirmed = Sum.Of(Cohort.Effective, "d.confirmed");

    internal static readonly Sum Searches = Sum.Of(Cohort.Activity);

    internal static readonly Sum Units = Sum.Of(Cohort.Unit);
    internal static readonly Sum Covered = Sum.Of(Cohort.Unit, "d.covered");
    internal static readonly Sum Present = Sum.Total(Cohort.Unit, "d.present");

    internal static readonly Metric Search = Of("S1", Found, new("handled", Handled), new("crossArea", CrossArea), new("violent", Violent));
    internal static readonly Metric Activities = Of("S1.searches", Searches);

    internal static readonly Metric Mediation = Of(
        "S2", Closed, new("agreed", Agreed), new("amount", Amount), new("parties", Parties), new("difficult", Difficult), new("untold", Untold));

    internal static readonly Metric Agreements = Of(
        "S2.agreements", Effective, new("oral", Oral), new("written", Written), new("performed", Performed), new("confirmed", Confirmed));

    internal static readonly Metric Villages = Of("S3", Units, new("covered", Covered), new("present", Present));

    /// <summary>Kept in cells, and recomputed like the metrics.</summary>
    internal static readonly IReadOnlyList<Metric> All = [Search, Activities, Mediation, Agreements, Villages];

    private static Metric Of(string code, Sum first, params IReadOnlyList<Measure> others) =>
        new(code, new(code, code)) { Kind = MetricKind.Count, Numerator = (new(code, code), first), Measures = others };
}
