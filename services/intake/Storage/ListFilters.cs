using System.Globalization;
using Mediation.Contracts;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.Intake.Storage;

/// <summary>Conditions that lists share.</summary>
internal static class ListFilters
{
    internal static bool MayBeArea(string? area) => area is null || AreaCode.TryParse(area, out _);

    /// <summary>In the shape that an index on the area serves; none without an area.</summary>
    internal static IEnumerable<string> InArea(List<NpgsqlParameter> parameters, string? area) => AreaCode.TryParse(area, out var within)
        ? [$"area_code >= {parameters.Bind(within.Value.Value)} and area_code < {parameters.Bind(within.Value.Value + ':')}"]
        : [];

    // By name only: Enum.TryParse would take numbers too.
    internal static TEnum? Named<TEnum>(string? name) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Cast<TEnum?>().FirstOrDefault(value => string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase));

    // A '+' that was not escaped arrives as a blank.
    internal static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text?.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;

    /// <summary>No id that was made at this time or later is less (version 7: the first 48 bits are milliseconds).</summary>
    internal static Guid FirstIdAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
