using Yarp.ReverseProxy.Forwarder;

namespace Mediation.Gateway.Requests;

/// <summary>YARP's clients (no proxy, cookies, redirects or decompression), with our pool and without replays.</summary>
internal sealed class DownstreamClients : ForwarderHttpClientFactory
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = TimeSpan.FromSeconds(3);
        // Shorter than Kestrel's 130 s, so that it is not the service that closes a connection just as we write to it.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new NeverReplay(base.WrapHandler(context, handler));

    // SocketsHttpHandler sends a request again when a pooled connection dies before the answer, unless content was
    // sent. A command without a body may have been carried out by then; an empty content forbids the second sending.
    private sealed class NeverReplay(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is null && !IsSafe(request.Method))
            {
                request.Content = new ByteArrayContent([]);
            }

            return base.SendAsync(request, cancellationToken);
        }

        private static bool IsSafe(HttpMethod method) =>
            method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Trace;
    }
}
