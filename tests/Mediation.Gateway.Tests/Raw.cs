using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mediation.Gateway.Tests;

/// <summary>Sends bytes as they are: what no well-behaved client would send.</summary>
internal static class Raw
{
    public static async Task<(int Status, string Text)> SendAsync(Uri address, string head, string headers = "", string body = "")
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, patience.Token);
        var request = $"{head} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{headers}\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var text = await reader.ReadToEndAsync(patience.Token);
        return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }
}
