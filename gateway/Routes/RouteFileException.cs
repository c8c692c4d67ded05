namespace Mediation.Gateway.Routes;

internal sealed class RouteFileException(string file, IReadOnlyList<string> faults)
    : Exception($"{file} is refused: {string.Join("; ", faults)}")
{
    public IReadOnlyList<string> Faults => faults;
}
