using System.Globalization;
using System.Runtime.InteropServices;
using Mediation.Testing;
using Npgsql;

namespace Mediation.Benchmarks;

/// <summary>Markdown: the machine, then one table per question.</summary>
internal sealed class Report(TextWriter output)
{
    internal async Task MachineAsync(IEnumerable<string> groups)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30);
        await output.WriteLineAsync(
            $"""
            {Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {await PostgresAsync()}, {await BareQueue.VersionAsync()},
            {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, `deploy/bench {string.Join(' ', groups)}`, client and server on one machine.
            """);
    }

    internal async Task TableAsync(string title, string[] columns, IEnumerable<object[]> rows)
    {
        await output.WriteLineAsync($"\n{title}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select((_, i) => i == 0 ? "---|" : "--:|"))}");
        foreach (var row in rows)
        {
            await output.WriteLineAsync($"| {string.Join(" | ", row.Select(Text))} |");
        }

        await output.FlushAsync();
    }

    private static string Text(object value) => value switch
    {
        double number when Math.Abs(number) >= 100 => number.ToString("#,0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.00", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static async Task<string> PostgresAsync()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestDatabase.Server) { Database = "postgres" });
        await using var command = source.CreateCommand(
            """
            select 'PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync')
                || ', synchronous_commit ' || current_setting('synchronous_commit') || ', shared_buffers ' || current_setting('shared_buffers')
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
