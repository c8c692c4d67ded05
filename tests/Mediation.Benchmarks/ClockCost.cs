using System.Diagnostics;
using System.Globalization;
using Mediation.Testing;
using Npgsql;

namespace Mediation.Benchmarks;

/// <summary>What running clocks cost while none is due: the same service and the same cases, with the table of clocks full and empty in turns.</summary>
internal static class ClockCost
{
    private const int Pairs = 4;
    private const double Target = 1;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    internal static async Task MeasureAsync(Report report, TestService service, int clocks)
    {
        await using var owner = NpgsqlDataSource.Create(service.Database.OwnerConnectionString);
        await ExecuteAsync(owner, "create table clocks_kept as table clocks; vacuum analyze clocks; vacuum mt_doc_case");
        await Task.Delay(WarmUp);
        var (with, without) = (new List<(double Service, double Database)>(), new List<(double Service, double Database)>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Who begins changes, so that neither has the warmer machine.
            foreach (var full in pair % 2 == 0 ? (bool[])[true, false] : [false, true])
            {
                await ExecuteAsync(owner, "truncate clocks");
                await ExecuteAsync(owner, full ? "insert into clocks table clocks_kept; vacuum analyze clocks" : "analyze clocks");
                await Task.Delay(Settle);
                (full ? with : without).Add(await SpentAsync(service.Database.ConnectionString));
            }
        }

        await ExecuteAsync(owner, "truncate clocks");
        await ExecuteAsync(owner, "insert into clocks table clocks_kept; drop table clocks_kept; vacuum analyze clocks");
        await report.TableAsync(
            $"{clocks:#,0} running clocks, none due: processor of the service (with the benchmark in its process) and of its database's connections, hundredths "
            + $"of a core; medians of {Pairs} windows of {Window.TotalSeconds} s with and without, in turns, after {WarmUp.TotalSeconds} s. Added is the median of the pairs' differences.",
            ["", "without", "with", "added", "target"],
            [Row("service", with, without, cost => cost.Service), Row("database", with, without, cost => cost.Database), Row("both", with, without, cost => cost.Service + cost.Database)]);
    }

    private static object[] Row<T>(string what, List<T> with, List<T> without, Func<T, double> of) =>
    [
        what, Load.Median(without.Select(of)), Load.Median(with.Select(of)), Load.Median(with.Zip(without, (one, other) => of(one) - of(other))), Target,
    ];

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string script)
    {
        // One by one: a vacuum is not to be in a transaction with anything else.
        foreach (var statement in script.Split("; "))
        {
            await using var command = owner.CreateCommand(statement);
            command.CommandTimeout = 300;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<(double Service, double Database)> SpentAsync(string store)
    {
        await using var source = NpgsqlDataSource.Create(store);
        await using var command = source.CreateCommand(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'");
        var before = await BackendsAsync(command);
        var (service, start) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(Window);
        var (spent, passed) = (Process.GetCurrentProcess().TotalProcessorTime - service, Stopwatch.GetElapsedTime(start));
        var after = await BackendsAsync(command);
        // A connection that was opened meanwhile counts whole, one that was closed not at all.
        return (100 * spent / passed, 100 * after.Sum(backend => backend.Value - before.GetValueOrDefault(backend.Key)) / passed.TotalSeconds);
    }

    private static async Task<Dictionary<int, double>> BackendsAsync(NpgsqlCommand command)
    {
        var seconds = new Dictionary<int, double>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var stat = $"/proc/{reader.GetInt32(0)}/stat";
            if (File.Exists(stat))
            {
                var fields = (await File.ReadAllTextAsync(stat)).Split(") ")[1].Split(' ');
                seconds[reader.GetInt32(0)] = (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
            }
        }

        return seconds;
    }
}
