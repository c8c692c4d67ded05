using System.Data;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>Reads a sheet as its figures are now, and refuses one that does not add up. Thread-safe.</summary>
internal sealed class SheetReader(EventStore.EventStore store, CodeLists lists, ClosedSheets closed)
{
    /// <summary>The sheet, or the cells at fault.</summary>
    internal async Task<(Sheet?, Refusal?)> ReadAsync(RowScope scope, SheetQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        var sheet = new Sheet(
            query.Sheet, SheetQuery.TitleOf(query.Sheet), query.Area.Value, query.AreaName, query.MonthText, now, await SectionsAsync(scope, query, now, cancellation));
        // Of another year there is nothing to go on from.
        var before = query.Month.Month == 1 ? null : await closed.FindAsync(store.ReadAs(scope), query with { Month = query.Month.AddMonths(-1) }, cancellation);
        var refusal = ControlSums.Check(sheet, before?.Sheet);
        return refusal is null ? (sheet, null) : (null, refusal);
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
