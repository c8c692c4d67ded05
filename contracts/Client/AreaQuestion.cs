using System.Globalization;

namespace Mediation.Client;

/// <summary>A question about an area and a period.</summary>
public abstract record AreaQuestion
{
    /// <summary>Area code, or <c>all</c>; the caller's own when null.</summary>
    public string? Area { get; init; }

    /// <summary>First day, of Asia/Shanghai; the first of the year when null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; today when null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>About an area that the caller's own lies in, without its small cells.</summary>
    public bool AsOutsider { get; init; }

    private protected string PathOf(string route, params IEnumerable<(string Name, string? Value)> more) => Paths.Of(
        route, [("area", Area), ("from", Text(From)), ("to", Text(To)), .. more, ("asOutsider", AsOutsider ? "true" : null)]);

    private protected static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private protected static string? Text(DateTimeOffset? instant) => Paths.Text(instant);
}

/// <summary>Where disputes arise, month by month.</summary>
public sealed record HeatQuestion : AreaQuestion
{
    /// <summary>A type or class of types; all when null.</summary>
    public string? Type { get; init; }

    /// <summary><c>registered</c> or <c>resident</c>: whose households they are divided by.</summary>
    public string? PopulationKind { get; init; }

    internal string ToPath() => PathOf("/api/v1/heat", ("type", Type), ("populationKind", PopulationKind));
}

/// <summary>How cases went by method.</summary>
public sealed record EffectivenessQuestion : AreaQuestion
{
    /// <summary>Whether methods are compared type by type.</summary>
    public bool ByType { get; init; }

    internal string ToPath() => PathOf("/api/v1/effectiveness", ("groupBy", ByType ? "method,type" : null));
}

internal static class Paths
{
    internal static string Of(string route, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}");
        return $"{route}?{string.Join('&', query)}".TrimEnd('?');
    }

    internal static string? Text(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
