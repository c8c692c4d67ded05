using Npgsql;

namespace Mediation.Reporting.Cells;

/// <summary>A row as it is added up.</summary>
/// <param name="Sign">Negative where it is taken away.</param>
/// <param name="Area">Where.</param>
/// <param name="Days">By each cohort; null where it has none.</param>
/// <param name="Value">That a histogram is kept of.</param>
/// <param name="Keys">What it is broken down by.</param>
/// <param name="Whole">What it adds to sums of whole numbers, cohort by cohort, first to the number of rows.</param>
/// <param name="Exact">What it adds to other sums.</param>
internal sealed record CellRow(int Sign, string Area, DateOnly?[] Days, int Value, string[] Keys, int[] Whole, decimal[] Exact)
{
    internal const int Columns = 8;

    internal static int TableIn(NpgsqlDataReader reader) => reader.GetInt32(0);

    internal static CellRow In(NpgsqlDataReader reader) => new(
        reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateOnly?[]>(3), reader.GetInt32(4), reader.GetFieldValue<string[]>(5),
        reader.GetFieldValue<int[]>(6), reader.GetFieldValue<decimal[]>(7));
}
