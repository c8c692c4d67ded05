using Mediation.Reporting.Cells;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>A column of cells, with the number of rows or a sum: the how-manieth of those with whole numbers, or of the others.</summary>
internal sealed record CellColumn(string Name, bool IsWhole, int At);

/// <summary>The cells of a grain, of all its cohorts side by side: most lie at the same places, and what comes changes them together.</summary>
internal sealed class CellTable
{
    internal static readonly IReadOnlyList<CellTable> All =
        [.. Grain.All.Where(grain => Cohort.All.Any(cohort => cohort.Grain == grain && cohort.HasCells)).Select(grain => new CellTable(grain))];

    /// <summary>The columns that say which cell it is.</summary>
    internal static readonly IReadOnlyList<string> Place = ["axis", "level", "area", "month", "key", "key2"];

    private CellTable(Grain grain)
    {
        (Name, Grain) = ($"{grain.Name}_cells", grain);
        Cohorts = [.. Cohort.All.Where(cohort => cohort.Grain == grain && cohort.HasCells)];
        Axes = [.. Axis.All.Where(axis => Cohorts.Any(cohort => cohort.Axes.Contains(axis)))];
        Keys = [.. Axis.Columns.Where(column => Axes.Any(axis => axis.KeyColumns.Contains(column)))];
        // A cell has room for one histogram.
        Spread = Cohorts.SingleOrDefault(cohort => cohort.Value is not null);
        var sums = Cohorts.SelectMany(cohort => cohort.Sums.Prepend(Sum.Of(cohort))).ToList();
        Whole = [.. sums.Where(CellSql.IsWhole)];
        Exact = [.. sums.Where(sum => !CellSql.IsWhole(sum))];
        Columns = [.. sums.Select(ColumnOf)];
    }

    internal string Name { get; }

    internal Grain Grain { get; }

    /// <summary>Those of its grain that are kept in cells.</summary>
    internal IReadOnlyList<Cohort> Cohorts { get; }

    /// <summary>Those of any of its cohorts.</summary>
    internal IReadOnlyList<Axis> Axes { get; }

    /// <summary>The columns of rows that cells are broken down by.</summary>
    internal IReadOnlyList<string> Keys { get; }

    /// <summary>The cohort of which a histogram is kept; null for none.</summary>
    internal Cohort? Spread { get; }

    /// <summary>Of each cohort the number of its rows, then its sums.</summary>
    internal IReadOnlyList<CellColumn> Columns { get; }

    /// <summary>Sums of whole numbers, cohort by cohort; the first of each is the number of its rows.</summary>
    internal IReadOnlyList<Sum> Whole { get; }

    /// <summary>The other sums, cohort by cohort.</summary>
    internal IReadOnlyList<Sum> Exact { get; }

    /// <summary>Its cells along all axes.</summary>
    internal CellSets Sets => field ??= new(this, Axes);

    /// <summary>Its cells of months.</summary>
    internal CellSets SetsOfMonths => field ??= new(this, [.. Axes.Where(axis => !axis.IsOfYears)]);

    /// <summary>Its cells of years.</summary>
    internal CellSets SetsOfYears => field ??= new(this, [.. Axes.Where(axis => axis.IsOfYears)]);

    /// <summary>Axes of years, with those that they sum.</summary>
    internal IEnumerable<(Axis Year, Axis Month)> Years => Axes.Where(axis => axis.ByYear is not null).Select(axis => (axis.ByYear!, axis));

    internal static CellTable Of(Cohort cohort) => All.First(table => table.Grain == cohort.Grain);

    /// <summary>Which of the tables it is.</summary>
    internal int Number => All.Index().First(table => table.Item == this).Index;

    /// <summary>The column of its histogram, if it has one.</summary>
    internal IReadOnlyList<string> SpreadColumns => Spread is null ? [] : ["spread"];

    internal string Script => ScriptOf(Name);

    /// <summary>A table like this one, under another name and by further days.</summary>
    internal string ScriptOf(string name, params IReadOnlyList<string> days) => ReportingSchema.Resource("cells.sql")
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{days}", string.Concat(days.Select(day => $"{day} date not null,\n    ")), StringComparison.Ordinal)
        .Replace("{by days}", string.Concat(days.Select(day => $"{day}, ")), StringComparison.Ordinal)
        .Replace("{whole}", Declare(isWhole: true, "bigint"), StringComparison.Ordinal)
        .Replace("{exact}", Declare(isWhole: false, "numeric"), StringComparison.Ordinal)
        .Replace("{spread}", string.Concat(SpreadColumns.Select(column => $"{column} bytea,\n    ")), StringComparison.Ordinal);

    private CellColumn ColumnOf(Sum sum)
    {
        var isWhole = CellSql.IsWhole(sum);
        return new(sum.Cohort.ColumnOf(sum), isWhole, (isWhole ? Whole : Exact).Index().First(other => other.Item == sum).Index);
    }

    private string Declare(bool isWhole, string type) =>
        string.Concat(Columns.Where(column => column.IsWhole == isWhole).Select(column => $"{column.Name} {type},\n    "));
}
