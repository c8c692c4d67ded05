using Mediation.Reporting.Cells;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Tests;

/// <summary>Rows that come and go, added up to what they change in cells.</summary>
public sealed class FoldingCells(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private static readonly DateOnly May = new(2031, 5, 9);
    private static readonly CellTable Disputes = CellTable.Of(Cohort.Closed);

    [Fact]
    public async Task sums_are_told_to_be_whole_just_where_the_database_says_so()
    {
        await using var connection = await reporting.Store.Database.OpenConnectionAsync();
        foreach (var table in CellTable.All)
        {
            foreach (var (column, sum) in table.Columns.Zip(table.Cohorts.SelectMany(cohort => cohort.Sums.Prepend(Sum.Of(cohort)))))
            {
                await using var command = new NpgsqlCommand($"select {sum.Sql} from {table.Grain.Name} d where false", connection);
                await using var reader = await command.ExecuteReaderAsync();
                column.IsWhole.ShouldBe(reader.GetFieldType(0) == typeof(int), column.Name);
            }
        }
    }

    [Fact]
    public void what_came_and_went_alike_adds_nothing()
    {
        var cells = new FoldedCells(Disputes, Disputes.Sets);
        Add(cells, "610981100", days: 7, sign: 1);
        Add(cells, "610981100", days: 7, sign: -1);
        cells.Adding.ShouldBeEmpty();
    }

    [Fact]
    public void a_row_with_another_value_adds_where_no_sum_changes()
    {
        var cells = new FoldedCells(Disputes, Disputes.Sets);
        Add(cells, "61", days: 7, sign: -1);
        Add(cells, "61", days: 9, sign: 1);
        var (_, cell) = cells.Adding.First(adding => adding.Place.Axis.Length == 0);
        cells.Whole(cell).ToArray().ShouldAllBe(sum => sum == 0);
        All(cells.SpreadOf(cell)).ShouldBe([(9, 1), (7, -1)], ignoreOrder: true);
    }

    [Fact]
    public void days_of_one_month_add_to_one_cell_and_those_of_another_to_another()
    {
        var cells = new FoldedCells(Disputes, Disputes.SetsOfMonths);
        Dictionary<Cohort, DateOnly> days = new() { [Cohort.Registered] = May, [Cohort.Accepted] = May.AddDays(20), [Cohort.Closed] = May.AddMonths(1) };
        cells.Add(RowOf("610981", days: 7, sign: 1, [.. Disputes.Cohorts.Select(cohort => days.TryGetValue(cohort, out var day) ? day : (DateOnly?)null)]));

        Counted(cells, May).ShouldBe([Cohort.Registered, Cohort.Accepted]);
        Counted(cells, May.AddMonths(1)).ShouldBe([Cohort.Closed]);
        cells.Adding.ShouldAllBe(adding => adding.Place.Month < new DateOnly(2031, 6, 1) == cells.SpreadOf(adding.Cell).IsEmpty);
        cells.Adding.ShouldAllBe(adding => !adding.Place.Axis.Contains("destination"));
    }

    [Fact]
    public void a_cell_is_the_sum_of_its_rows_whatever_others_it_is_added_up_from()
    {
        var random = new Random(20261127);
        string[] areas = ["61", "6101", "6109", "610981", "610981100", "610981101", "330211001"];
        foreach (var table in CellTable.All)
        {
            List<CellRow> rows = [.. Enumerable.Range(0, 300).Select(_ => Any(table, areas, random))];
            var cells = new FoldedCells(table, table.Sets);
            rows.ForEach(cells.Add);

            var expected = Added(table, rows);
            cells.Adding.Select(adding => adding.Place).ShouldBe(expected.Keys, ignoreOrder: true, table.Name);
            foreach (var (place, cell) in cells.Adding)
            {
                var (whole, exact, values) = expected[place];
                cells.Whole(cell).ToArray().ShouldBe(whole, $"{table.Name} {place}");
                cells.Exact(cell).ToArray().ShouldBe(exact, $"{table.Name} {place}");
                if (table.Spread is not null)
                {
                    All(cells.SpreadOf(cell)).ShouldBe(values.Select(value => (value.Key, value.Value)), ignoreOrder: true, $"{table.Name} {place}");
                }
            }
        }
    }

    [Fact]
    public void they_are_in_the_order_of_the_key()
    {
        var cells = new FoldedCells(Disputes, Disputes.Sets);
        foreach (var area in (string[])["61", "610981100", "6101", "330211001", "610103"])
        {
            Add(cells, area, days: 3, sign: 1);
        }

        string[] places = [.. cells.Adding.Select(adding => KeyOf(adding.Place))];
        places.Length.ShouldBeGreaterThan(20);
        places.ShouldBe(places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void what_was_forgotten_is_not_in_what_is_added_up_after()
    {
        var (cells, fresh) = (new FoldedCells(Disputes, Disputes.Sets), new FoldedCells(Disputes, Disputes.Sets));
        foreach (var area in (string[])["610981100", "6101", "330211001"])
        {
            Add(cells, area, days: 3, sign: 1);
        }

        cells.Adding.Count.ShouldBeGreaterThan(0);
        cells.Keep(0);
        cells.Clear();
        Add(cells, "330211001", days: 5, sign: 1);
        Add(fresh, "330211001", days: 5, sign: 1);
        var places = fresh.Adding.Select(adding => adding.Place).ToList();
        cells.Adding.Select(adding => adding.Place).ShouldBe(places);
        foreach (var place in places)
        {
            var (one, other) = (cells.At(place)!.Value, fresh.At(place)!.Value);
            cells.Whole(one).ToArray().ShouldBe(fresh.Whole(other).ToArray());
            cells.Exact(one).ToArray().ShouldBe(fresh.Exact(other).ToArray());
            cells.SpreadOf(one).Is(fresh.SpreadOf(other).Bytes).ShouldBeTrue();
        }
    }

    [Fact]
    public void a_value_that_is_none_any_more_is_counted_anew()
    {
        var spread = new Spread();
        spread.Add(3, 1);
        spread.Add(5, 2);
        spread.Add(3, -1);
        All(spread).ShouldBe([(5, 2)]);
        spread.Add(3, 4);
        All(spread).ShouldBe([(3, 4), (5, 2)], ignoreOrder: true);
    }

    [Fact]
    public void a_histogram_is_the_one_that_was_kept_in_whatever_order_and_no_other()
    {
        var (one, other) = (new Spread(), new Spread());
        one.Add(int.MaxValue, -3);
        one.Add(-2, 300);
        other.Add(-2, 300);
        other.Add(int.MaxValue, -3);

        one.Is(other.Bytes).ShouldBeTrue();
        one.Is([]).ShouldBeFalse();
        one.Is(other.Bytes.AsSpan(0, 8)).ShouldBeFalse();
        one.Is([.. other.Bytes[..8], .. other.Bytes[..8]]).ShouldBeFalse();
        one.Add(other.Bytes);
        All(one).ShouldBe([(int.MaxValue, -6), (-2, 600)], ignoreOrder: true);
        new Spread().Is([]).ShouldBeTrue();
    }

    private static IEnumerable<(int Value, int Rows)> All(Spread spread)
    {
        var kept = spread.Bytes;
        return Enumerable.Range(0, Spread.CountOf(kept)).Select(i => Spread.At(kept, i));
    }

    private static CellRow Any(CellTable table, string[] areas, Random random) => new(
        random.Next(4) == 0 ? -1 : 1, areas[random.Next(areas.Length)],
        [.. table.Cohorts.Select(_ => random.Next(3) == 0 ? (DateOnly?)null : May.AddDays(random.Next(400)))], random.Next(5),
        [.. table.Keys.Select(column => random.Next(3) == 0 ? "" : $"{column} {random.Next(3)}")],
        [.. table.Whole.Select(sum => sum.Sql == Sum.One ? 1 : random.Next(3))], [.. table.Exact.Select(_ => (decimal)random.Next(3) / 4)]);

    // Axis by axis, level by level, row by row, as cells are defined; those that are zero left out.
    private static Dictionary<CellPlace, (long[] Whole, decimal[] Exact, Dictionary<int, int> Values)> Added(CellTable table, List<CellRow> rows)
    {
        var added = new Dictionary<CellPlace, (long[] Whole, decimal[] Exact, Dictionary<int, int> Values)>();
        foreach (var (axis, level) in table.Axes.SelectMany(axis => axis.Levels.Select(level => (axis, level))))
        {
            foreach (var (row, cohort, day) in rows.SelectMany(row => table.Cohorts.Index().Select(cohort => (row, cohort.Item, row.Days[cohort.Index])))
                .Where(r => r.Item2.Axes.Contains(axis) && r.Item3 is not null && (r.row.Area.Length >= level || axis.WithAreasAbove)))
            {
                string[] keys = [.. axis.KeyColumns.Select(column => row.Keys[table.Keys.Index().First(key => key.Item == column).Index])];
                var place = new CellPlace(
                    axis.Name, level, row.Area[..Math.Min(level, row.Area.Length)],
                    new DateOnly(day!.Value.Year, axis.IsOfYears ? 1 : day.Value.Month, 1), keys.ElementAtOrDefault(0) ?? "", keys.ElementAtOrDefault(1) ?? "");
                if (!added.TryGetValue(place, out var cell))
                {
                    added.Add(place, cell = (new long[table.Whole.Count], new decimal[table.Exact.Count], []));
                }

                foreach (var at in table.Whole.Index().Where(sum => sum.Item.Cohort == cohort).Select(sum => sum.Index))
                {
                    cell.Whole[at] += row.Sign * row.Whole[at];
                }

                foreach (var at in table.Exact.Index().Where(sum => sum.Item.Cohort == cohort).Select(sum => sum.Index))
                {
                    cell.Exact[at] += row.Sign * row.Exact[at];
                }

                if (cohort == table.Spread && (cell.Values[row.Value] = cell.Values.GetValueOrDefault(row.Value) + row.Sign) == 0)
                {
                    cell.Values.Remove(row.Value);
                }
            }
        }

        return added.Where(cell => cell.Value.Values.Count > 0 || cell.Value.Whole.Any(sum => sum != 0) || cell.Value.Exact.Any(sum => sum != 0)).ToDictionary();
    }

    // What separates them comes before all that they hold.
    private static string KeyOf(CellPlace place) =>
        string.Join('\u0001', place.Axis, place.Level, place.Area, place.Month.ToString("o"), place.Key, place.Key2);

    // Cohorts that a county's cell of all together has rows of.
    private static IEnumerable<Cohort> Counted(FoldedCells cells, DateOnly day)
    {
        var cell = cells.At(new CellPlace("", 6, "610981", day.AddDays(1 - day.Day), "", ""))!.Value;
        return Disputes.Cohorts.Where(cohort => cells.Whole(cell)[Disputes.Columns.First(c => c.Name == $"{cohort.Column}_n").At] == 1);
    }

    // As closed on a day.
    private static void Add(FoldedCells cells, string area, int days, int sign) => cells.Add(RowOf(
        area, days, sign, [.. cells.Table.Cohorts.Select(cohort => cohort == Cohort.Closed ? May : (DateOnly?)null)]));

    private static CellRow RowOf(string area, int days, int sign, DateOnly?[] dates) => new(
        sign, area, dates, days, [.. Disputes.Keys.Select(column => $"{column} {area}")], [.. Disputes.Whole.Select(_ => 1)], [.. Disputes.Exact.Select(_ => 1m)]);
}
