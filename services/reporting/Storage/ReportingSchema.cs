using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Mediation.Reporting.Anomalies;

namespace Mediation.Reporting.Storage;

/// <summary>The service's tables. What is derived from facts is made anew at migration whenever its definitions changed.</summary>
internal static class ReportingSchema
{
    internal static void Register(EventStoreOptions options)
    {
        var cells = Resource("cells.sql").Replace(
            "{sums} numeric not null default 0", string.Join(",\n    ", CellSql.SumColumns.Select(s => $"{s} numeric not null default 0")), StringComparison.Ordinal);
        var grains = Grain.All.Select(grain => grain.Script).ToList();
        var fingerprint = Fingerprint([cells, CellSql.Definitions, .. grains]);
        options
            .Script(Resource("facts.sql"))
            .Script(Resource("answered.sql"))
            .Script(Resource("forget.sql")
                .Replace("{tables}", string.Join(", ", Grain.All.Select(grain => grain.Name)), StringComparison.Ordinal)
                .Replace("{fingerprint}", fingerprint, StringComparison.Ordinal));
        foreach (var grain in grains)
        {
            options.Script(grain);
        }

        options.AddAnomalies().Script(cells).Script(RecordSql.Record).Script(RecordSql.Rebuild(fingerprint)).ScopedTable("cells", "area")
            .SweepByTheseRules();
        foreach (var grain in Grain.All)
        {
            options.ScopedTable(grain.Name, "area");
        }
    }

    internal static string Resource(string name)
    {
        using var stream = typeof(ReportingSchema).Assembly.GetManifestResourceStream($"Mediation.Reporting.Storage.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Fingerprint(IEnumerable<string> definitions) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', definitions))));
}
