using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Mediation.Gateway.Limits;

/// <summary>One client by its address, on one route or on all of them.</summary>
internal readonly record struct Client(RouteQuota? Route, ulong Network, ulong Host)
{
    public static Client Of(IPAddress? address, RouteQuota? route = null)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return new Client(route, 0, 0);
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new Client(route, 0, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        // An IPv6 client owns a /64 at least: one address of it is not one client.
        return address.IsIPv4MappedToIPv6
            ? new Client(route, 0, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new Client(route, BinaryPrimitives.ReadUInt64BigEndian(bytes), ulong.MaxValue);
    }
}
