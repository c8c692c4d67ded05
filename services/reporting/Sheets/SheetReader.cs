using System.Data;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>Reads a sheet as its figures are now, and refuses one that does not add up. Thread-safe.</summary>
internal sealed class SheetReader(EventStore.EventStore store, CodeLists lists, ClosedSheets closed)
{
    internal async Task<SheetDraft> ReadAsync(RowScope scope, SheetQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        // Before the figures: a closing that comes in between is of figures that are read after it.
        var missing = await closed.MissingAsync(query, cancellation);
        var below = missing.Count > 0 ? [] : await closed.BelowAsync(store.ReadAs(scope), query, cancellation);
        var sheet = new Sheet(
            query.Sheet, SheetQuery.TitleOf(query.Sheet), query.Area.Value, query.AreaName, query.MonthText, now,
            await SectionsAsync(scope, query, now, cancellation));
        // Of another year there is nothing to go on from.
        var before = query.Month.Month == 1 ? null : await closed.FindAsync(store.ReadAs(scope), query with { Month = query.Month.AddMonths(-1) }, cancellation);
        return new SheetDraft(sheet, missing, ControlSums.Check(sheet, before?.Sheet, below));
    }

    private async Task<IReadOnlyList<SheetSection>> SectionsAsync(RowScope scope, SheetQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await store.ReadAs(scope).EnterAsync(connection, cancellation);
        var figures = new SheetFigures(connection, query.Area, query.Month, ChinaTime.DayOf(now), cancellation);
        return query.Sheet switch
        {
            "S1" => await DisputeSheet.ReadAsync(figures, await ListAsync(ReportingService.DisputeTypes)),
            "S2" => await JusticeSheet.ReadAsync(figures, await ListAsync(ReportingService.DisputeTypes), await ListAsync(ReportingService.JusticeTypes)),
            _ => await CommitteeSheet.ReadAsync(figures),
        };

        Task<IReadOnlyList<CodeEntry>> ListAsync(string list) => lists.ListAsync(list, figures.LastDay, cancellation: cancellation);
    }
}

/// <summary>A sheet as its figures are now.</summary>
/// <param name="Sheet">As read.</param>
/// <param name="Missing">Areas below that have not closed theirs.</param>
/// <param name="Refusal">Why it is shown to nobody: the cells at fault.</param>
internal sealed record SheetDraft(Sheet Sheet, IReadOnlyList<OpenArea> Missing, Refusal? Refusal);
