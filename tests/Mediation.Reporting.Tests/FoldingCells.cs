using Mediation.Reporting.Cells;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Tests;

/// <summary>Rows that come and go, added up to what they change in cells.</summary>
public sealed class FoldingCells(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private static readonly DateOnly May = new(2031, 5, 1);

    [Fact]
    public async Task sums_are_told_to_be_whole_just_where_the_database_says_so()
    {
        await using var connection = await reporting.Store.Database.OpenConnectionAsync();
        foreach (var cohort in Cohort.All.Where(cohort => cohort.HasCells))
        {
            await using var command = new NpgsqlCommand(CellSql.RowsToAddUp(cohort), connection)
            {
                Parameters = { new() { Value = May }, new() { Value = May } },
            };
            await using var reader = await command.ExecuteReaderAsync();
            var first = reader.FieldCount - cohort.Sums.Count;
            cohort.Sums.Select(CellSql.IsWhole).ShouldBe(
                Enumerable.Range(first, cohort.Sums.Count).Select(at => reader.GetFieldType(at) != typeof(decimal)), cohort.Name);
        }
    }

    [Fact]
    public void what_came_and_went_alike_adds_nothing()
    {
        var cells = new FoldedCells(Cohort.Closed);
        Add(cells, "610981100", days: 7, sign: 1);
        Add(cells, "610981100", days: 7, sign: -1);
        cells.Adding.ShouldBeEmpty();
    }

    [Fact]
    public void a_row_with_another_value_adds_where_no_sum_changes()
    {
        var cells = new FoldedCells(Cohort.Closed);
        Add(cells, "61", days: 7, sign: -1);
        Add(cells, "61", days: 9, sign: 1);
        var (_, cell) = cells.Adding.First(adding => adding.Place.Axis.Length == 0);
        cells.Whole(cell)[0].ShouldBe(0);
        cells.SpreadOf(cell).Is([9, 7], [1, -1]).ShouldBeTrue();
    }

    [Fact]
    public void they_are_in_the_order_of_the_key()
    {
        var cells = new FoldedCells(Cohort.Closed);
        foreach (var area in (string[])["61", "610981100", "6101", "330211001", "610103"])
        {
            Add(cells, area, days: 3, sign: 1);
        }

        string[] places = [.. cells.Adding.Select(adding => KeyOf(adding.Place))];
        places.Length.ShouldBeGreaterThan(20);
        places.ShouldBe(places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void a_value_that_is_none_any_more_is_counted_anew()
    {
        var spread = new Spread();
        spread.Add(3, 1);
        spread.Add(5, 2);
        spread.Add(3, -1);
        spread.Is([5], [2]).ShouldBeTrue();
        spread.Add(3, 4);
        spread.Is([3, 5], [4, 2]).ShouldBeTrue();
    }

    // What separates them comes before all that they hold.
    private static string KeyOf(CellPlace place) =>
        string.Join('\u0001', place.Axis, place.Level, place.Area, place.Month.ToString("o"), place.Key, place.Key2);

    private static void Add(FoldedCells cells, string area, int days, int sign)
    {
        var exact = cells.Sums.Count(sum => !sum.IsWhole);
        var whole = new long[cells.Sums.Length - exact];
        whole[0] = sign;
        cells.Add(area, May, [.. CellSql.KeysOf(cells.Cohort).Select(column => $"{column} {area}")], days, whole, new decimal[exact]);
    }
}
