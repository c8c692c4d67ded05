using Mediation.Contracts;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.Roster.Storage;

/// <summary>The condition that lists by area share.</summary>
internal static class Areas
{
    /// <summary>In the shape that an index on the area serves; empty without an area.</summary>
    internal static string Within(List<NpgsqlParameter> parameters, string? area) => AreaCode.TryParse(area, out var within)
        ? $" and area_code >= {parameters.Bind(within.Value.Value)} and area_code < {parameters.Bind(within.Value.Value + ':')}"
        : "";
}
