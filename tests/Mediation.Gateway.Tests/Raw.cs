using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mediation.Gateway.Tests;

/// <summary>Sends bytes as they are: what no well-behaved client would send.</summary>
internal static class Raw
{
    public static async Task<(int Status, string Text)> SendAsync(Uri address, string head, string headers = "", string body = "")
    {
        var text = await ExchangeAsync(address, $"{head} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{headers}\r\n{body}");
        return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }

    /// <summary>Everything that comes back until the gateway closes the connection.</summary>
    public static async Task<string> ExchangeAsync(Uri address, string bytes)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, patience.Token);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes), patience.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var text = new StringBuilder();
        try
        {
            var buffer = new char[4096];
            for (int read; (read = await reader.ReadAsync(buffer, patience.Token)) > 0;)
            {
                text.Append(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // Closed before all was read that was sent: the kernel says so by a reset.
        }

        return text.ToString();
    }
}
