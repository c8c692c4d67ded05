using Mediation.Reporting.Cells;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Rebuilding;

/// <summary>Rows of a grain as they are copied out to be added up. Not thread-safe: each is read into the one before.</summary>
internal sealed class MonthRows
{
    // Conditions that go into one number: most sums are of conditions, and to send a number takes longer than to find out whether they hold.
    private const int Flags = 31;

    private readonly CellTable _table;
    private readonly string _from;
    private readonly int[][] _conditions;
    private readonly int[] _amounts;
    private readonly DateOnly?[] _days;
    private readonly string[] _keys;
    private readonly int[] _whole;
    private readonly decimal[] _exact;

    /// <param name="table">Of the grain.</param>
    /// <param name="from">Where they lie, each with a sign.</param>
    internal MonthRows(CellTable table, string from)
    {
        (_table, _from) = (table, from);
        _conditions = [.. Places(CellSql.IsCondition).Chunk(Flags)];
        _amounts = [.. Places(sum => !CellSql.IsCondition(sum) && sum.Sql != Sum.One)];
        (_days, _keys) = (new DateOnly?[table.Cohorts.Count], new string[table.Keys.Count]);
        (_whole, _exact) = (new int[table.Whole.Count], new decimal[table.Exact.Count]);
        // A row is one row.
        foreach (var place in Places(sum => sum.Sql == Sum.One))
        {
            _whole[place] = 1;
        }
    }

    internal int Columns => 3 + _days.Length + _keys.Length + _conditions.Length + _amounts.Length + _exact.Length;

    /// <summary>Those that any cohort has a day of from a day and before another.</summary>
    internal string Within(DateOnly from, DateOnly before)
    {
        string[] days = [.. _table.Cohorts.Select(cohort => $"d.{cohort.Column}")];
        string[] columns =
        [
            "d.sign", "d.area", CellSql.ValueOf(_table), .. days, .. CellSql.KeysOf(_table),
            .. _conditions.Select(some => string.Join(" | ", some.Select((place, bit) => $"({_table.Whole[place].Sql} << {bit})"))),
            .. _amounts.Select(place => $"({_table.Whole[place].Sql})::int"), .. _table.Exact.Select(sum => $"({sum.Sql})::text"),
        ];
        var within = days.Select(day => $"{day} >= '{from:yyyy-MM-dd}' and {day} < '{before:yyyy-MM-dd}'");
        return $"select {string.Join(", ", columns)} from {_from} d where d.area is not null and ({string.Join(" or ", within)})";
    }

    internal CellRow In(CopiedRows rows)
    {
        var at = 3;
        for (var i = 0; i < _days.Length; i++, at++)
        {
            _days[i] = rows.IsNull(at) ? null : rows.Day(at);
        }

        for (var i = 0; i < _keys.Length; i++, at++)
        {
            _keys[i] = rows.Text(at);
        }

        foreach (var places in _conditions)
        {
            var flags = (uint)rows.Int(at++);
            for (var i = 0; i < places.Length; i++)
            {
                _whole[places[i]] = (int)(flags >> i) & 1;
            }
        }

        foreach (var place in _amounts)
        {
            _whole[place] = rows.Int(at++);
        }

        for (var i = 0; i < _exact.Length; i++, at++)
        {
            _exact[i] = rows.Decimal(at);
        }

        return new CellRow(rows.Int(0), rows.Text(1), _days, rows.Int(2), _keys, _whole, _exact);
    }

    private IEnumerable<int> Places(Func<Sum, bool> of) => _table.Whole.Index().Where(sum => of(sum.Item)).Select(sum => sum.Index);
}
