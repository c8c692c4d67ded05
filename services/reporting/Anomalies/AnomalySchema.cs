using Mediation.EventStore;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Anomalies;

/// <summary>What is stored of anomalies: findings in a table, derived like figures; dispositions as events, which nothing derives.</summary>
internal static class AnomalySchema
{
    private static readonly string Versions = string.Join(',', AnomalyRules.All.Select(rule => $"{rule.Kind}:{rule.Version}"));

    // Under other rules everything is looked at again.
    private static readonly string Rules =
        $"""
        create table if not exists anomaly_rules (versions text not null);
        do $$
        begin
            if not exists (select 1 from anomaly_rules where versions = '{Versions}') then
                perform mark_all_slices();
                delete from anomaly_rules;
                insert into anomaly_rules values ('{Versions}');
            end if;
        end $$;
        """;

    /// <summary>After the tables of rows, of which its functions take rows.</summary>
    internal static EventStoreOptions AddAnomalies(this EventStoreOptions options) => options
        .Aggregate<DisposedAnomaly>("disposed_anomaly", ReportingJson.Default)
        .Events(ReportingJson.Default, typeof(AnomalyDisposed))
        .Script(ReportingSchema.Resource("anomalies.sql"))
        .ScopedByArea<DisposedAnomaly>("area")
        .ScopedTable("anomalies", "area");

    /// <summary>When everything else is there.</summary>
    internal static EventStoreOptions SweepByTheseRules(this EventStoreOptions options) => options.Script(Rules);
}
