using Npgsql;

namespace Mediation.Reporting.Cells;

/// <summary>Where a cell lies.</summary>
internal readonly record struct CellPlace(string Axis, int Level, string Area, DateOnly Month, string Key, string Key2)
{
    /// <summary>A list for each column, in their order.</summary>
    internal static NpgsqlParameter[] ListsOf(IEnumerable<CellPlace> places) =>
    [
        ListOf(places.Select(place => place.Axis)), ListOf(places.Select(place => place.Level)), ListOf(places.Select(place => place.Area)),
        ListOf(places.Select(place => place.Month)), ListOf(places.Select(place => place.Key)), ListOf(places.Select(place => place.Key2)),
    ];

    private static NpgsqlParameter<T[]> ListOf<T>(IEnumerable<T> of) => new() { TypedValue = [.. of] };
}
