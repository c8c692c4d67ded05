using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Cells;

/// <summary>What rows that came and rows that went add to the cells of a cohort, as the parameters of one statement.</summary>
internal static class CellDeltas
{
    // As take_facts gives rows: which cohort, sign, area, month, value, keys, whole sums, others.
    private const int Area = 2;
    private const int Month = 3;
    private const int Value = 4;
    private const int Keys = 5;
    private const int Wholes = 6;
    private const int Exacts = 7;

    internal const int Columns = 8;

    private static readonly IReadOnlyList<Cohort> Kept = [.. Cohort.All.Where(cohort => cohort.HasCells)];

    /// <summary>Adds the rows up, cohort by cohort.</summary>
    internal static async Task<List<FoldedCells>> FoldAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        var folded = new Dictionary<int, FoldedCells>();
        while (await rows.ReadAsync(cancellation))
        {
            var cohort = rows.GetInt32(0);
            if (!folded.TryGetValue(cohort, out var cells))
            {
                folded.Add(cohort, cells = new FoldedCells(Kept[cohort]));
            }

            Fold(cells, rows, sign: rows.GetInt32(1));
        }

        return [.. folded.OrderBy(cells => cells.Key).Select(cells => cells.Value)];
    }

    /// <summary>The cohort's place among those that are kept in cells.</summary>
    internal static int NumberOf(Cohort cohort) => Kept.Index().First(kept => kept.Item == cohort).Index;

    /// <summary>Adds them to the table; null where nothing changes.</summary>
    internal static NpgsqlBatchCommand? Add(FoldedCells cells)
    {
        var adding = cells.Adding;
        if (adding.Count == 0)
        {
            return null;
        }

        var command = new NpgsqlBatchCommand(CellSql.Add(cells.Cohort));
        command.Parameters.AddRange(PlacesOf(adding).Concat(SumsOf(cells, adding)).ToArray());
        if (cells.Cohort.Value is not null)
        {
            command.Parameters.AddRange(SpreadsOf(cells, adding).ToArray());
        }

        return command;
    }

    private static void Fold(FoldedCells cells, NpgsqlDataReader row, int sign)
    {
        var (whole, exact) = (row.GetFieldValue<long[]>(Wholes), row.GetFieldValue<decimal[]>(Exacts));
        if (sign < 0)
        {
            (whole, exact) = (Array.ConvertAll(whole, sum => -sum), Array.ConvertAll(exact, sum => -sum));
        }

        cells.Add(
            row.GetString(Area), row.GetFieldValue<DateOnly>(Month), row.GetFieldValue<string[]>(Keys),
            cells.Cohort.Value is null ? null : row.GetInt32(Value), whole, exact);
    }

    private static NpgsqlParameter[] PlacesOf(IReadOnlyList<(CellPlace Place, int Cell)> adding) =>
    [
        Each(adding, cell => cell.Place.Axis), Each(adding, cell => cell.Place.Level), Each(adding, cell => cell.Place.Area),
        Each(adding, cell => cell.Place.Month), Each(adding, cell => cell.Place.Key), Each(adding, cell => cell.Place.Key2),
    ];

    private static IEnumerable<NpgsqlParameter> SumsOf(FoldedCells cells, IReadOnlyList<(CellPlace Place, int Cell)> adding) =>
        cells.Sums.Select(sum => sum.IsWhole
            ? (NpgsqlParameter)Each(adding, cell => cells.Whole(cell.Cell)[sum.At])
            : Each(adding, cell => cells.Exact(cell.Cell)[sum.At]));

    // Values of all cells one after the other, and up to where those of each reach.
    private static NpgsqlParameter[] SpreadsOf(FoldedCells cells, IReadOnlyList<(CellPlace Place, int Cell)> adding)
    {
        var (values, rows, upTo) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var (_, cell) in adding)
        {
            values.AddRange(cells.SpreadOf(cell).Values);
            rows.AddRange(cells.SpreadOf(cell).Rows);
            upTo.Add(values.Count);
        }

        int[] after = [0, .. upTo.SkipLast(1)];
        return
        [
            new NpgsqlParameter<int[]> { TypedValue = after }, new NpgsqlParameter<int[]> { TypedValue = [.. upTo] },
            new NpgsqlParameter<int[]> { TypedValue = [.. values] }, new NpgsqlParameter<int[]> { TypedValue = [.. rows] },
        ];
    }

    private static NpgsqlParameter<T[]> Each<T>(IReadOnlyList<(CellPlace Place, int Cell)> adding, Func<(CellPlace Place, int Cell), T> of) =>
        new() { TypedValue = [.. adding.Select(of)] };
}
