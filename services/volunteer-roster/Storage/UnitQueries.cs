using Mediation.EventStore;
using Mediation.Roster.Coverage;

namespace Mediation.Roster.Storage;

/// <summary>Units of an area, with how many hold their duty on a day.</summary>
internal static class UnitQueries
{
    internal const string Columns =
        """
        alter table mt_doc_covered_unit
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored;
        create index if not exists mt_doc_covered_unit_area on mt_doc_covered_unit (area_code, id);
        """;

    internal static async Task<IReadOnlyList<UnitPresence>> ReadAsync(StoreReader store, string area, DateOnly on, CancellationToken cancellation)
    {
        var units = await store.QueryAsync<CoveredUnit>(p => $"data ->> 'closed' = 'false'{Areas.Within(p, area)} order by area_code, id", cancellation);
        return [.. units.Select(u => new UnitPresence(u.Id, u.State.Kind, u.State.AreaCode, u.State.Number, u.State.PresentOn(on)))];
    }
}
