namespace Mediation.Reporting.Metrics;

/// <summary>metrics.md, version 1, as data. M21 is a comparison of any of them.</summary>
internal static partial class Registry
{
    internal const string Comparison = "M21";

    internal const string AgreedSql = "d.outcome = 'A'";

    private static readonly Words AcceptedWords = new("受理的纠纷", "disputes accepted");
    private static readonly Words ClosedWords = new("办结的纠纷", "disputes closed");

    internal static readonly IReadOnlyList<Metric> All =
        [.. Disputes().Concat(Closings()).Concat(AfterClosing()).Concat(Work()).OrderBy(m => m.Code, StringComparer.Ordinal)];

    internal static Metric? Find(string? code) => All.FirstOrDefault(m => m.Code == code);
}
