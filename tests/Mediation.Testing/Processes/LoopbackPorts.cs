using System.Net;
using System.Net.Sockets;

namespace Mediation.Testing;

/// <summary>Ports for processes that are started later, by several suites at once.</summary>
/// <remarks>Below 32768, where the kernel takes no ports for clients: none of those takes the place of a service that is down.</remarks>
public static class LoopbackPorts
{
    private const int First = 20_000;
    private const int Block = 100;
    private const int Blocks = 120;

    private static readonly Lock _lock = new();
    private static readonly List<Socket> _claims = [];
    private static int _block = Environment.ProcessId % Blocks;
    private static int _next = Block;

    /// <summary>A port that is free now, and given to nobody else on this machine.</summary>
    public static int Take()
    {
        lock (_lock)
        {
            while (true)
            {
                if (_next == Block)
                {
                    ClaimBlock();
                }

                var port = First + (_block * Block) + _next++;
                if (Bound(port) is { } probe)
                {
                    probe.Dispose();
                    return port;
                }
            }
        }
    }

    // Whoever holds the first port of a block, to the end of the process, gives out the others.
    private static void ClaimBlock()
    {
        for (var tried = 0; tried < Blocks; tried++)
        {
            _block = (_block + 1) % Blocks;
            if (Bound(First + (_block * Block)) is { } claim)
            {
                _claims.Add(claim);
                _next = 1;
                return;
            }
        }

        throw new InvalidOperationException("Every block of ports is taken.");
    }

    private static Socket? Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
