using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>What <c>deploy/up</c> brings up with MEDIATION_TLS=on, in a folder and on ports of its own; forgotten afterwards.</summary>
public sealed class DeployedWithTls : IAsyncLifetime
{
    private const int Ports = 10;

    private readonly int _first = FreePorts();
    private X509Certificate2? _authority;

    /// <summary>Run directory of the scripts: passwords, keys, logs.</summary>
    public string Folder { get; } = Path.Combine(ReferenceData.Find("artifacts"), "deployed-with-tls");

    public Uri Gateway => new($"https://127.0.0.1:{_first}");

    public int PostgresPort => _first + 6;

    public int RabbitMqPort => _first + 7;

    public async Task InitializeAsync()
    {
        await RunAsync("down", "--purge");
        await RunAsync("up");
        _authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Folder, "tls/ca.pem"));
    }

    public async Task DisposeAsync()
    {
        await RunAsync("down", "--purge");
        _authority?.Dispose();
    }

    /// <summary>A client of the gateway for one of the sample's people; it takes certificates of the suite's own authority only.</summary>
    /// <param name="arguments">As deploy/token takes them.</param>
    public async Task<HttpClient> ClientOfAsync(params string[] arguments)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(_authority!);
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust }, UseProxy = false };
        var token = (await RunAsync("token", arguments)).Trim();
        return new HttpClient(handler) { BaseAddress = Gateway, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    /// <summary>Of a file in the run directory.</summary>
    public string Secret(string file) => File.ReadAllText(Path.Combine(Folder, file)).Trim();

    private async Task<string> RunAsync(string script, params string[] arguments)
    {
        var log = Path.GetTempFileName();
        // To a file and not a pipe: what up starts inherits it and would keep a pipe open.
        var start = new ProcessStartInfo("bash", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "bash", log, Path.Combine(ReferenceData.Find("deploy"), script), .. arguments]);
        start.Environment.Remove("MEDIATION_POSTGRES");
        start.Environment.Remove("MEDIATION_RABBITMQ");
        start.Environment["MEDIATION_TLS"] = "on";
        start.Environment["MEDIATION_RUN_DIR"] = Folder;
        start.Environment["MEDIATION_PORT"] = Text(_first);
        start.Environment["MEDIATION_SERVICE_PORTS_BASE"] = Text(_first + 1);
        start.Environment["MEDIATION_POSTGRES_PORT"] = Text(PostgresPort);
        start.Environment["MEDIATION_RABBITMQ_PORT"] = Text(RabbitMqPort);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(log);
        File.Delete(log);
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"deploy/{script}: {said}");
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    // A block of the gateway, five services, PostgreSQL and RabbitMQ's three; another one for each test run on the machine.
    private static int FreePorts()
    {
        var first = 12_000 + (Environment.ProcessId % 200 * Ports);
        while (!Enumerable.Range(first, Ports).All(IsFree))
        {
            first += Ports;
        }

        return first;
    }

    private static bool IsFree(int port)
    {
        using var probe = new TcpClient();
        try
        {
            probe.Connect("127.0.0.1", port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
