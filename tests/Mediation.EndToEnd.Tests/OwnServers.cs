using System.Diagnostics;
using System.Globalization;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>A PostgreSQL and a RabbitMQ of this test's own, to be killed: started by the same script that operators use.</summary>
internal sealed class OwnServers : IAsyncDisposable
{
    private const int PostgresPort = 24480;
    private const int RabbitMqPort = 26880;

    private readonly string _folder = Path.Combine(ReferenceData.Find("artifacts"), "own-servers");

    internal string Postgres { get; private set; } = "";

    internal string RabbitMq { get; private set; } = "";

    internal static async Task<OwnServers> StartAsync()
    {
        var servers = new OwnServers();
        await RunAsync("purge", servers._folder);
        await servers.StartAgainAsync();
        return servers;
    }

    /// <summary>Starts what is not running, and waits until it answers.</summary>
    internal async Task StartAgainAsync()
    {
        var said = await RunAsync("start", _folder, $"{PostgresPort}", $"{RabbitMqPort}");
        var named = said.Split('\n').Where(l => l.StartsWith("MEDIATION_", StringComparison.Ordinal)).ToDictionary(l => l[..l.IndexOf('=')], l => l[(l.IndexOf('=') + 1)..]);
        (Postgres, RabbitMq) = (named["MEDIATION_POSTGRES"], named["MEDIATION_RABBITMQ"]);
    }

    /// <summary>kill -9 of the server's process, by the id that its script wrote down.</summary>
    internal async Task KillAsync(string server)
    {
        var id = (await File.ReadAllTextAsync(Path.Combine(_folder, $"{server}.pid"))).Split()[0];
        using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>What waits in the broker's queues, and what was handed out and not acknowledged; those without either are left out.</summary>
    internal async Task<string> QueuesAsync()
    {
        var all = await ExecuteAsync(
            Path.Combine(_folder, "rabbitmqctl"), "list_queues", "-q", "-p", "mediation", "name", "messages_ready", "messages_unacknowledged");
        return string.Join('\n', all.Split('\n').Where(queue => !queue.EndsWith("\t0\t0", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync() => await RunAsync("purge", _folder);

    private static Task<string> RunAsync(params string[] arguments) => ExecuteAsync(Path.Combine(ReferenceData.Find("deploy"), "servers"), arguments);

    private static async Task<string> ExecuteAsync(string program, params string[] arguments)
    {
        var log = Path.GetTempFileName();
        // To a file and not a pipe: the servers inherit it and would keep a pipe open.
        var start = new ProcessStartInfo("bash", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "bash", log, program, .. arguments]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(log);
        File.Delete(log);
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{Path.GetFileName(program)} {arguments[0]}: {said}");
    }
}
