using System.Text.Json.Serialization;

namespace Mediation.Reporting.Sheets;

/// <summary>An official sheet of an area and month, with the rules by which its cells must add up. What is frozen is its JSON.</summary>
/// <param name="Code">S1, S2, S3.</param>
/// <param name="Title">As printed.</param>
/// <param name="Area">Digits of the area.</param>
/// <param name="AreaName">As printed.</param>
/// <param name="Month">yyyy-MM.</param>
/// <param name="AsOf">When its figures were read.</param>
/// <param name="Sections">Tables, one below the other.</param>
internal sealed record Sheet(
    string Code, string Title, string Area, string AreaName, string Month, DateTimeOffset AsOf, IReadOnlyList<SheetSection> Sections);

/// <param name="Code">Such as types.</param>
/// <param name="Name">As printed.</param>
/// <param name="RowHead">Over the names of the rows.</param>
/// <param name="Columns">From left to right.</param>
/// <param name="Rows">From top to bottom; the parts add up to the total where there is one.</param>
internal sealed record SheetSection(
    string Code, string Name, string RowHead, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<SheetRow> Rows);

/// <param name="Code">Such as townshipFound.</param>
/// <param name="Name">As printed.</param>
internal sealed record SheetColumn(string Code, string Name)
{
    /// <summary>Printed over columns that belong together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }

    /// <summary>Columns that add up to this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? SumOf { get; init; }

    /// <summary>The column of the month that this one has of the year to date.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? YearOf { get; init; }

    /// <summary>Digits of the areas that a column of one level is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AreaDigits { get; init; }

    public NumberFormat Format { get; init; }

    /// <summary>For people, in a sentence.</summary>
    internal string Words => $"{Group}{Name}";
}

/// <param name="Code">Such as 0901.</param>
/// <param name="Name">As printed.</param>
/// <param name="Kind">Whether it is part of the total, a detail of a part, the total, or by itself.</param>
/// <param name="Cells">A cell for each column; null where nothing is known, which is printed as a dash and never as zero.</param>
internal sealed record SheetRow(string Code, string Name, RowKind Kind, IReadOnlyList<decimal?> Cells)
{
    /// <summary>Where its figures are not counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NumberFormat? Format { get; init; }
}

internal enum RowKind
{
    Plain,
    Part,
    Detail,
    Total,
}

internal enum NumberFormat
{
    Count,
    Yuan,
    Percent,
    Mean,
}
