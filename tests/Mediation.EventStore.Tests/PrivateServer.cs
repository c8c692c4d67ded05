using System.Diagnostics;
using System.Globalization;
using Mediation.Testing;

namespace Mediation.EventStore.Tests;

/// <summary>A PostgreSQL of this test's own, to be killed. Durable: fsync and synchronous_commit are on.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mediation-pg-").FullName;

    // None of the ports that the system hands out: while the server is down, a client that tries again could be given its port and reach itself.
    private readonly int _port = LoopbackPorts.Take();

    private string Data => Path.Combine(_folder, "data");

    internal string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=mediation";

    internal static async Task<PrivateServer> StartAsync()
    {
        var server = new PrivateServer();
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            (await RunAsync("chown", "nobody", server._folder)).ShouldBe(0, "chown");
        }

        (await PostgresAsync("initdb", "-D", server.Data, "-U", "mediation", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"))
            .ShouldBe(0, "initdb");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Again and again: the backends of a killed server may hold its memory for seconds, and it is not given a second one.</summary>
    internal Task StartAgainAsync() => Testing.Eventually.Async(async () => (await PostgresAsync("pg_ctl", "-D", Data, "-w", "-t", "60",
        "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=50 -c shared_buffers=32MB",
        "start")).ShouldBe(0, "pg_ctl start"));

    /// <summary>SIGKILL to the postmaster; its children end when they see that it is gone.</summary>
    internal async Task KillAsync()
    {
        var id = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(id);
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever it says: a server that does not run must not hide the failure of the test that killed it.
        await PostgresAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, true);
    }

    private static Task<int> PostgresAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries(), program);
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "nobody", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static string Binaries() =>
        Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")).FirstOrDefault(Directory.Exists)
        ?? throw new InvalidOperationException("No PostgreSQL server programs under /usr/lib/postgresql: run deploy/test.");

    // Not redirected: the server would inherit the pipe and keep it open.
    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
