namespace Mediation.Gateway.Routes;

/// <summary>What services ask each other, below /internal: no route leads there, however the path is written.</summary>
internal static class InternalPaths
{
    private const string First = "internal";

    public static bool Has(string path)
    {
        // Services decode once; a slash that is still encoded then is none to them.
        var plain = Uri.UnescapeDataString(path).AsSpan().TrimStart('/');
        return plain.StartsWith(First, StringComparison.OrdinalIgnoreCase) && (plain.Length == First.Length || plain[First.Length] == '/');
    }
}
