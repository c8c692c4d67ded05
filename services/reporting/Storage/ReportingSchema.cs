using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Mediation.Reporting.Anomalies;
using Mediation.Reporting.History;
using Mediation.Reporting.Rebuilding;
using Npgsql;

namespace Mediation.Reporting.Storage;

/// <summary>The service's tables. What is derived from facts is made anew at migration whenever its definitions changed.</summary>
internal static class ReportingSchema
{
    internal static void Register(EventStoreOptions options)
    {
        var cells = string.Join('\n', CellTable.All.Select(table => table.Script));
        var grains = Grain.All.Select(grain => grain.Script).ToList();
        var fingerprint = Fingerprint([cells, CellSql.Definitions, .. grains, .. HistorySql.Scripts]);
        options
            .Script(Resource("facts.sql"))
            .Script(Resource("answered.sql"))
            .Script(Resource("forget.sql")
                .Replace("{tables}", string.Join(", ", Grain.All.Select(grain => grain.Name).Concat(CellTable.All.Select(table => table.Name))), StringComparison.Ordinal)
                .Replace("{histories}", string.Join(", ", HistorySql.Tables), StringComparison.Ordinal)
                .Replace("{fingerprint}", fingerprint, StringComparison.Ordinal));
        foreach (var grain in grains)
        {
            options.Script(grain);
        }

        options.AddHistory().AddAnomalies().Script(cells).Script(RecordSql.Record).Script(RebuildSql.Share)
            .Step((connection, cancellation) => DeriveAsync(connection, fingerprint, cancellation)).SweepByTheseRules();
        foreach (var table in Grain.All.Select(grain => grain.Name).Concat(CellTable.All.Select(cells => cells.Name)))
        {
            options.ScopedTable(table, "area");
        }
    }

    // Tables of other definitions were dropped in this transaction, so nobody else can fill those made since.
    private static async Task DeriveAsync(NpgsqlConnection connection, string fingerprint, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select exists (select from derivation where fingerprint = $1), exists (select from facts)", connection);
        command.Parameters.Add(new() { Value = fingerprint });
        bool isDerived, isToBe;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            (isDerived, isToBe) = (reader.GetBoolean(0), reader.GetBoolean(1));
        }

        if (isDerived)
        {
            return;
        }

        if (isToBe)
        {
            await new Rebuild(connection, connection).RunAsync(cancellation);
        }

        await connection.ExecuteAsync($"delete from derivation; insert into derivation values ('{fingerprint}')", cancellation);
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
