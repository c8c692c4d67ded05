using Npgsql;

namespace Mediation.Intake.Storage;

/// <summary>Which grids of an area said nothing on a day.</summary>
internal static class MissingGrids
{
    private const string Sql =
        """
        select grid.code from mt_doc_village_grids village,
               lateral (select g->>'areaCode' collate "C" as code, g->>'from' as since, g->>'to' as until from jsonb_array_elements(village.data->'grids') g) grid
         where village.area_code >= left($1, 12) and village.area_code < left($1, 12) || ':'
           and grid.code >= $1 and grid.code < $1 || ':' and grid.code > $3
           and grid.since <= $2 and (grid.until is null or grid.until >= $2)
           and not exists (select from mt_doc_zero_report z where z.day = $2 and z.area_code = grid.code)
           and not exists (select from mt_doc_lead l where l.noticed_on = $2 and l.area_code = grid.code)
         order by grid.code limit $4
        """;

    internal static async Task<IReadOnlyList<string>> ReadAsync(
        EventStore.EventStore store, string area, DateOnly day, string after, int limit, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(Sql);
        foreach (var text in (string[])[area, day.ToString("O"), after])
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        }

        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var grids = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            grids.Add(reader.GetString(0));
        }

        return grids;
    }
}
