using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mediation.Testing;

/// <summary>A line to a server that can be cut and restored: real sockets on loopback, passed on byte by byte.</summary>
public sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly int _server;
    private readonly Task _accepting;
    private volatile bool _cut;

    /// <summary>Listens at once.</summary>
    /// <param name="server">Port on this machine that it leads to.</param>
    public CutLine(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it begins.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends every connection and lets no new one through.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    /// <summary>Lets new connections through.</summary>
    public void Restore() => _cut = false;

    /// <summary>Cuts it for good.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
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
        using var server = new TcpClient();
        _open[client] = true;
        try
        {
            if (!_cut)
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                var (near, far) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
            }
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
        {
            // One side is gone, so is the other.
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Close();
        }
    }
}
