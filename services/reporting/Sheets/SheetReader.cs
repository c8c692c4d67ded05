using System.Data;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>Reads a sheet as its figures are now, and refuses one that does not add up. Thread-safe.</summary>
internal sealed class SheetReader(EventStore.EventStore store, CodeLists lists)
{
    internal async Task<SheetDraft> ReadAsync(RowScope scope, SheetQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        var types = await ListAsync(ReportingService.DisputeTypes, query, cancellation);
        var justice = query.Sheet == "S2" ? await ListAsync(ReportingService.JusticeTypes, query, cancellation) : [];
        // One state for the figures and the closed sheets that they are compared with: a correction is seen with the facts that it is about.
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var missing = await ClosedSheets.MissingAsync(connection, query, cancellation);
        await store.ReadAs(scope).EnterAsync(connection, cancellation);
        var below = missing.Count > 0 ? [] : await ClosedSheets.BelowAsync(connection, query, cancellation);
        var before = await ClosedSheets.BeforeAsync(connection, query, cancellation);
        var figures = new SheetFigures(connection, query.Area, query.Month, ChinaTime.DayOf(now), cancellation);
        var sections = query.Sheet switch
        {
            "S1" => await DisputeSheet.ReadAsync(figures, types),
            "S2" => await JusticeSheet.ReadAsync(figures, types, justice),
            _ => await CommitteeSheet.ReadAsync(figures),
        };
        var title = SheetQuery.TitleOf(query.Sheet);
        var sheet = new Sheet(query.Sheet, title, query.Area.Value, query.AreaName, query.MonthText, now, sections);
        return new SheetDraft(sheet, missing, ControlSums.Check(sheet, before, below));
    }

    private Task<IReadOnlyList<CodeEntry>> ListAsync(string list, SheetQuery query, CancellationToken cancellation) =>
        lists.ListAsync(list, query.LastDay, cancellation: cancellation);
}

/// <summary>A sheet as its figures are now.</summary>
/// <param name="Sheet">As read.</param>
/// <param name="Missing">Areas below that have not closed theirs.</param>
/// <param name="Refusal">Why it is shown to nobody: the cells at fault.</param>
internal sealed record SheetDraft(Sheet Sheet, IReadOnlyList<OpenArea> Missing, Refusal? Refusal);
