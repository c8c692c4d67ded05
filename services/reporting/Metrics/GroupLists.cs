using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.Metrics;

/// <summary>What groups are called, and which there must be. Thread-safe.</summary>
internal sealed class GroupLists(EventStore.EventStore store, CodeLists lists)
{
    /// <summary>Whether the list has the area, whenever it was valid: figures of an abolished county stay readable.</summary>
    internal async Task<bool> KnowsAsync(AreaCode area, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand("select exists (select 1 from code_lists where list = $1 and code = $2)");
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = ReportingService.Areas }, new() { Value = area.Value } });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>The areas one level down that were valid in the period or are today, by code.</summary>
    private async Task<Dictionary<string, string>> AreasBelowAsync(MetricQuery query, DateOnly today, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(
            """
            select distinct on (code) code, name from code_lists
             where list = $1 and length(code) = $2 and code ~>=~ $3 and code ~<~ $4 and valid_from <= $6 and valid_to >= $5
             order by code, valid_from desc
            """);
        var prefix = query.Area?.Value ?? "";
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = ReportingService.Areas }, new() { Value = FigureReader.ChildLength(query.Area) }, new() { Value = prefix },
            new() { Value = $"{prefix}:" }, new() { Value = query.From }, new() { Value = query.To < today ? today : query.To },
        });
        var areas = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            areas.Add(reader.GetString(0), reader.GetString(1));
        }

        return areas;
    }

    /// <summary>What the keys of a grouping become.</summary>
    internal async Task<GroupKeys> KeysAsync(MetricQuery query, Grouping grouping, DateOnly today, CancellationToken cancellation)
    {
        if (grouping == Grouping.Area)
        {
            var below = await AreasBelowAsync(query, today, cancellation);
            return new GroupKeys(key => key, below.Keys, below.GetValueOrDefault);
        }

        if (grouping.IsPeriod)
        {
            return new GroupKeys(grouping.KeyOf!, [.. Groups.PeriodKeys(query, grouping)], key => key);
        }

        var types = grouping.Column == "type" ? await TypesAsync(today, cancellation) : [];
        if (grouping == Grouping.JusticeType)
        {
            var names = await JusticeTypesAsync(today, cancellation);
            return new GroupKeys(
                key => types.GetValueOrDefault(key).JusticeCode is { Length: > 0 } code ? code : GroupNames.None,
                null, key => names.GetValueOrDefault(key) ?? GroupNames.Of(key));
        }

        return new GroupKeys(
            key => key.Length == 0 ? GroupNames.None : key, null, key => types.GetValueOrDefault(key).Name ?? GroupNames.Of(key));
    }

    // Two of their columns: reading all of each type took longer than reading the figures.
    private async Task<Dictionary<string, (string Name, string? JusticeCode)>> TypesAsync(DateOnly on, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(
            "select code, name, columns ->> 'justice_code' from code_lists where list = $1 and valid_from <= $2 and $2 <= valid_to");
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = ReportingService.DisputeTypes }, new() { Value = on } });
        var types = new Dictionary<string, (string, string?)>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            types.Add(reader.GetString(0), (reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        }

        return types;
    }

    private async Task<Dictionary<string, string>> JusticeTypesAsync(DateOnly on, CancellationToken cancellation) =>
        (await lists.ListAsync(ReportingService.JusticeTypes, on, cancellation: cancellation)).ToDictionary(t => t.Code, t => t.Name);
}
