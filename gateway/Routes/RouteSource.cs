using Yarp.ReverseProxy.Configuration;

namespace Mediation.Gateway.Routes;

/// <summary>The current route table, and why the file on disk is not it, if so. Written by one thread, read by many.</summary>
internal sealed class RouteSource(string path, IReadOnlySet<string> tokenProviders) : IProxyConfigProvider
{
    private volatile ProxyTable _table = new([]);
    private volatile string? _fault;

    public string Path => path;

    public IReadOnlyList<GatewayRoute> Routes => _table.Table;

    /// <summary>Null while the file on disk is the table in use.</summary>
    public string? Fault => _fault;

    public IProxyConfig GetConfig() => _table;

    /// <summary>The distinct services behind the routes, as http://host:port.</summary>
    public IEnumerable<string> Addresses() => Routes.SelectMany(r => r.Service.Addresses).Distinct();

    /// <exception cref="RouteFileException">The content cannot be followed.</exception>
    public ProxyTable Read(ReadOnlySpan<byte> content) =>
        new(RouteFile.Read(content, System.IO.Path.GetFileName(path), tokenProviders));

    public void Use(ProxyTable table)
    {
        var old = _table;
        _table = table;
        _fault = null;
        old.SignalReplaced();
    }

    public void KeepBecause(string fault) => _fault = fault;
}
