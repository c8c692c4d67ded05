using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>The service's tables. What is derived from facts is made anew at migration whenever its definitions changed.</summary>
internal static class ReportingSchema
{
    internal static void Register(EventStoreOptions options)
    {
        var cells = CellSql.AllCells;
        var disputes = Resource("disputes.sql");
        var record = Resource("record.sql")
            .Replace("{contributions of b}", CellSql.Contributions("b"), StringComparison.Ordinal)
            .Replace("{contributions of a}", CellSql.Contributions("a"), StringComparison.Ordinal);
        var fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(disputes + cells)));
        options
            .Script(Resource("facts.sql"))
            .Script(Resource("forget.sql").Replace("{fingerprint}", fingerprint, StringComparison.Ordinal))
            .Script(disputes)
            .Script(record)
            .Script(Resource("rebuild.sql")
                .Replace("{cells}", cells, StringComparison.Ordinal)
                .Replace("{fingerprint}", fingerprint, StringComparison.Ordinal))
            .ScopedTable("disputes", "area")
            .ScopedTable("cells", "area")
            .ScopedTableBy("facts", "id", "disputes");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ReportingSchema).Assembly.GetManifestResourceStream($"Mediation.Reporting.Storage.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
