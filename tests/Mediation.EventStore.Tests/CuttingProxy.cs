using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Mediation.EventStore.Tests;

internal enum Cut
{
    None,

    /// <summary>The request reaches PostgreSQL, its answer does not come back.</summary>
    Answer,

    /// <summary>The request never arrives.</summary>
    Request,
}

/// <summary>Real sockets between the store and PostgreSQL; the next answer or request after arming is lost with its connection.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private int _armed;

    internal CuttingProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        (_host, _port) = (settings.Host!, settings.Port);
        _listener.Start();
        settings.Host = "127.0.0.1";
        settings.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        settings.SslMode = SslMode.Disable;
        ConnectionString = settings.ConnectionString;
        _accepting = Task.Run(AcceptAsync);
    }

    internal string ConnectionString { get; }

    internal void Arm(Cut cut) => Volatile.Write(ref _armed, (int)cut);

    internal bool HasCut => Volatile.Read(ref _armed) == (int)Cut.None;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_host, _port);
            await Task.WhenAny(PumpAsync(client, server, Cut.Request), PumpAsync(server, client, Cut.Answer));
        }
        catch (SocketException)
        {
            // The server is not there: neither is the proxy.
        }
        finally
        {
            client.Close();
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Cut cut)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var count and > 0)
            {
                if (Interlocked.CompareExchange(ref _armed, (int)Cut.None, (int)cut) == (int)cut && cut != Cut.None)
                {
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side is gone.
        }
    }
}
