using System.Net;
using System.Net.Sockets;

namespace Mediation.Testing;

/// <summary>Ports for processes that are started later, by several suites at once.</summary>
/// <remarks>Below 32768, where the kernel takes no ports for clients: none of those takes the place of a service that is down.</remarks>
public static class LoopbackPorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Test runs on one machine begin each elsewhere.
    private static int _taken = Environment.ProcessId * 100;

    /// <summary>A port that is free now, and given to nobody else in this process.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _taken) % Count);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
