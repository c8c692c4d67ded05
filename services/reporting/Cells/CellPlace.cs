namespace Mediation.Reporting.Cells;

/// <summary>Where a cell lies.</summary>
internal readonly record struct CellPlace(string Axis, int Level, string Area, DateOnly Month, string Key, string Key2);
