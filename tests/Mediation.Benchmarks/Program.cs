using Mediation.Benchmarks;
using Mediation.Testing;

// Every benchmark is bounded by count or time and stops by itself.
var suite = new Lazy<Task<ProcessSuite>>(() => ProcessSuite.StartAsync());
var groups = new Dictionary<string, Func<Report, Task>>
{
    ["store"] = EventStoreBenchmarks.RunAsync,
    ["access"] = async report =>
    {
        await AccessBenchmarks.RunAsync(report);
        await GuardBenchmarks.RunAsync(report);
    },
    ["dossier"] = DossierBenchmarks.RunAsync,
    ["relay"] = RelayBenchmarks.RunAsync,
    ["gateway"] = async report => await GatewayBenchmarks.RunAsync(report, await suite.Value),
    ["commands"] = async report => await CommandBenchmarks.RunAsync(report, await suite.Value),
    ["visible"] = async report => await VisibleBenchmarks.RunAsync(report, await suite.Value),
    ["room"] = async report => await RoomBenchmarks.RunAsync(report, await suite.Value),
    ["clocks"] = ClockBenchmarks.RunAsync,
    ["file"] = FileBenchmarks.RunAsync,
    ["reporting"] = ReportingBenchmarks.RunAsync,
    ["memory"] = async report => await MemoryBenchmarks.RunAsync(report, await suite.Value),
};
var wanted = args.Length == 0 ? [.. groups.Keys] : args;
if (wanted.FirstOrDefault(name => !groups.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"No benchmark '{unknown}'; there are: {string.Join(", ", groups.Keys)}.");
    return 1;
}

try
{
    var report = new Report(Console.Out);
    await report.MachineAsync(wanted);
    foreach (var name in wanted)
    {
        await groups[name](report);
    }

    return 0;
}
finally
{
    if (suite is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
    {
        await (await suite.Value).DisposeAsync();
    }
}
