using System.Globalization;

namespace Mediation.Client;

/// <summary>Which official sheet.</summary>
/// <param name="Sheet"><c>S1</c>, <c>S2</c> or <c>S3</c>.</param>
/// <param name="Area">Area code, a village's at the lowest.</param>
/// <param name="Month">Any day of the month.</param>
public sealed record SheetQuestion(string Sheet, string Area, DateOnly Month)
{
    internal string ToPath(SheetFormat? format = null) => Paths.Of(
        $"/api/v1/sheets/{Uri.EscapeDataString(Sheet)}", ("area", Area),
        ("month", Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        ("format", format switch
        {
            SheetFormat.Xlsx => "xlsx",
            SheetFormat.Pdf => "pdf",
            _ => null,
        }));
}

/// <summary>In which form a sheet is downloaded.</summary>
public enum SheetFormat
{
    /// <summary>A workbook.</summary>
    Xlsx,

    /// <summary>As printed.</summary>
    Pdf,
}

/// <summary>An official sheet with where it stands.</summary>
public sealed record SheetAnswer
{
    /// <summary><c>open</c>: as its figures are now; <c>closed</c>: as they were frozen.</summary>
    public required string State { get; init; }

    /// <summary>Of a closed one.</summary>
    public Guid? ClosingId { get; init; }

    /// <summary>Of a closed one; 1 before any correction.</summary>
    public int? Revision { get; init; }

    /// <summary>Areas below that have not closed theirs.</summary>
    public required IReadOnlyList<OpenArea> Missing { get; init; }

    /// <summary>Cells that are not as in the revision before; null unless a correction was asked for.</summary>
    public IReadOnlyList<CellChange>? Changes { get; init; }

    /// <summary>What is on it.</summary>
    public required OfficialSheet Sheet { get; init; }
}

/// <summary>An area that has not closed its sheet.</summary>
/// <param name="Area">Area code.</param>
/// <param name="Name">Its name.</param>
public sealed record OpenArea(string Area, string Name);

/// <summary>A cell that a correction changed.</summary>
/// <param name="Cell">Codes of section, row and column.</param>
/// <param name="Name">For people.</param>
/// <param name="Before">In the revision before; null where nothing was known, or no such row.</param>
/// <param name="After">In this one.</param>
public sealed record CellChange(string Cell, string Name, decimal? Before, decimal? After);

/// <summary>An official sheet.</summary>
/// <param name="Code"><c>S1</c>, <c>S2</c> or <c>S3</c>.</param>
/// <param name="Title">As printed.</param>
/// <param name="Area">Area code.</param>
/// <param name="AreaName">As printed.</param>
/// <param name="Month">yyyy-MM.</param>
/// <param name="AsOf">When its figures were read.</param>
/// <param name="Sections">Tables, one below the other.</param>
public sealed record OfficialSheet(
    string Code, string Title, string Area, string AreaName, string Month, DateTimeOffset AsOf, IReadOnlyList<SheetSection> Sections)
{
    /// <summary>A cell by its codes; null where nothing is known.</summary>
    /// <param name="section">Such as <c>types</c>.</param>
    /// <param name="row">Such as <c>0901</c>, or <c>all</c>.</param>
    /// <param name="column">Such as <c>found</c>.</param>
    /// <exception cref="ArgumentException">It has no such cell.</exception>
    public decimal? this[string section, string row, string column]
    {
        get
        {
            var table = Sections.FirstOrDefault(s => s.Code == section);
            var cells = table?.Rows.FirstOrDefault(r => r.Code == row)?.Cells;
            var place = table?.Columns.Index().Where(c => c.Item.Code == column).Select(c => c.Index).FirstOrDefault(-1) ?? -1;
            return cells is null || place < 0 ? throw new ArgumentException($"{Code} has no cell {section}.{row}.{column}.") : cells[place];
        }
    }
}

/// <summary>One table of a sheet.</summary>
/// <param name="Code">Such as <c>types</c>.</param>
/// <param name="Name">As printed.</param>
/// <param name="RowHead">Over the names of the rows.</param>
/// <param name="Columns">From left to right.</param>
/// <param name="Rows">From top to bottom.</param>
public sealed record SheetSection(
    string Code, string Name, string RowHead, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<SheetRow> Rows);

/// <summary>A column.</summary>
/// <param name="Code">Such as <c>townshipFound</c>.</param>
/// <param name="Name">As printed.</param>
/// <param name="Group">Printed over columns that belong together; null for none.</param>
/// <param name="Format"><c>count</c>, <c>yuan</c>, <c>percent</c> or <c>mean</c>.</param>
public sealed record SheetColumn(string Code, string Name, string? Group, string Format);

/// <summary>A row.</summary>
/// <param name="Code">Such as <c>0901</c>.</param>
/// <param name="Name">As printed.</param>
/// <param name="Kind"><c>part</c> of the total, <c>detail</c> of a part, <c>total</c>, or <c>plain</c>.</param>
/// <param name="Cells">One for each column; null where nothing is known, which is not zero.</param>
/// <param name="Format">Where its figures are not as the columns say.</param>
public sealed record SheetRow(string Code, string Name, string Kind, IReadOnlyList<decimal?> Cells, string? Format);
