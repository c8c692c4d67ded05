using Mediation.Benchmarks;

// Every benchmark is bounded by count or time and stops by itself.
var groups = new Dictionary<string, Func<Report, Task>>
{
    ["store"] = EventStoreBenchmarks.RunAsync,
};
var wanted = args.Length == 0 ? [.. groups.Keys] : args;
if (wanted.FirstOrDefault(name => !groups.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"No benchmark '{unknown}'; there are: {string.Join(", ", groups.Keys)}.");
    return 1;
}

var report = new Report(Console.Out);
await report.MachineAsync(wanted);
foreach (var name in wanted)
{
    await groups[name](report);
}

return 0;
