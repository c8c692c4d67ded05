using System.Data;
using Mediation.Contracts;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.Reporting.Metrics;

/// <summary>Reads sums: whole months from cells, broken months from rows, the past from facts. Thread-safe.</summary>
internal sealed class FigureReader(EventStore.EventStore store)
{
    /// <summary>The sums of a question, all together and by group, as of one moment.</summary>
    internal async Task<(Tally Total, Dictionary<string, Tally> Groups)> ReadAsync(
        StoreReader caller, MetricQuery query, DateOnly today, CancellationToken cancellation)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await caller.EnterAsync(connection, cancellation);
        var groups = await SumAsync(connection, query, query.GroupBy, today, cancellation);
        // Areas below may leave a rest that is known of the area as such only; all other groups add up to the whole.
        var parts = query.GroupBy == Grouping.Area ? await SumAsync(connection, query, Grouping.None, today, cancellation) : groups;
        await transaction.CommitAsync(cancellation);
        var total = new Tally();
        foreach (var part in parts.Values)
        {
            total.Add(part);
        }

        return (total, groups);
    }

    private static async Task<Dictionary<string, Tally>> SumAsync(
        NpgsqlConnection connection, MetricQuery query, Grouping grouping, DateOnly today, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CellSql.Figures(query.Metric, grouping, query.AsOf is not null), connection);
        Bind(command, query, grouping, today);
        var sums = new Dictionary<string, Tally>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = reader.GetString(0);
            var sum = sums.TryGetValue(key, out var known) ? known : sums[key] = new Tally();
            sum.Add(reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        }

        return sums;
    }

    private static void Bind(NpgsqlCommand command, MetricQuery query, Grouping grouping, DateOnly today)
    {
        var level = query.AsOf is null ? grouping.CellLevel(query.Area) : null;
        var period = level is null ? Period.OfRows(query.From, query.To) : Period.Split(query.From, query.To, today);
        var area = query.Area?.Value ?? "";
        Add(command, query.Metric.Code);
        Add(command, level ?? 0);
        Add(command, area);
        // ':' is the character after '9': all areas that begin with these digits.
        Add(command, $"{area}:");
        Add(command, period.Months.First);
        Add(command, period.Months.Last);
        Add(command, period.Edges.Select(e => e.Days.First).ToArray());
        Add(command, period.Edges.Select(e => e.Days.Last).ToArray());
        Add(command, grouping == Grouping.Area ? ChildLength(query.Area) : 0);
        Add(command, period.Edges.Select(e => e.Sign).ToArray());
        if (query.AsOf is { } asOf)
        {
            Add(command, asOf);
        }
    }

    internal static int ChildLength(AreaCode? area) => area?.ChildLength ?? 2;

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
