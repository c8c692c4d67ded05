namespace Mediation.Gateway.Tests;

/// <summary>Route files as text, so that the tests read like the files operators write.</summary>
internal static class Ocelot
{
    public static string Route(string upstream, string downstream, int port, string more = "") => Route(upstream, downstream, [port], more);

    public static string Route(string upstream, string downstream, int[] ports, string more = "") => $$"""
        { "UpstreamPathTemplate": "{{upstream}}", "DownstreamPathTemplate": "{{downstream}}", "DownstreamScheme": "http",
          "DownstreamHostAndPorts": [ {{string.Join(", ", ports.Select(p => $$"""{ "Host": "127.0.0.1", "Port": {{p}} }"""))}} ]
          {{(more.Length > 0 ? "," + more : "")}} }
        """;

    public static string File(params string[] routes) => FileWith("", routes);

    public static string FileWith(string global, params string[] routes) =>
        $$"""{ "Routes": [ {{string.Join(", ", routes)}} ], "GlobalConfiguration": { {{global}} } }""";

    public static string Everything(int port, string more = "") => File(Route("/{everything}", "/{everything}", port, more));
}
