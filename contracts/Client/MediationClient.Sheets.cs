namespace Mediation.Client;

/// <content>Official sheets, heat, and how methods do.</content>
public sealed partial class MediationClient
{
    /// <summary>An official sheet: frozen where it is closed, as its figures are now otherwise.</summary>
    /// <param name="question">Which.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">Refused; <c>sheet.controlSum</c> with the cells at fault when it does not add up.</exception>
    public Task<SheetAnswer> GetSheetAsync(SheetQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return ReadAsync(() => Get(question.ToPath()), ClientJson.Default.SheetAnswer, cancellation);
    }

    /// <summary>A closed sheet as it was frozen or corrected.</summary>
    /// <param name="sheet"><c>S1</c>, <c>S2</c> or <c>S3</c>.</param>
    /// <param name="closingId">See <see cref="SheetAnswer.ClosingId"/>.</param>
    /// <param name="revision">1 for the first.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<SheetAnswer> GetClosedSheetAsync(string sheet, Guid closingId, int revision, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return ReadAsync(
            () => Get($"/api/v1/sheets/{Uri.EscapeDataString(sheet)}/closings/{closingId}/revisions/{revision}"),
            ClientJson.Default.SheetAnswer, cancellation);
    }

    /// <summary>The same sheet as a file.</summary>
    /// <param name="question">Which.</param>
    /// <param name="format">In which form.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>To be disposed of by the caller.</returns>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<ExportFile> DownloadAsync(SheetQuestion question, SheetFormat format, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return DownloadAsync(question.ToPath(format), cancellation);
    }

    /// <summary>Disputes accepted in the areas below by month, and per thousand households.</summary>
    /// <param name="question">Of which area and period.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<HeatAnswer> GetHeatAsync(HeatQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return ReadAsync(() => Get(question.ToPath()), ClientJson.Default.HeatAnswer, cancellation);
    }

    /// <summary>How cases went by method, beside what cases they were; no ranking.</summary>
    /// <param name="question">Of which area and period.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<EffectivenessAnswer> GetEffectivenessAsync(EffectivenessQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return ReadAsync(() => Get(question.ToPath()), ClientJson.Default.EffectivenessAnswer, cancellation);
    }
}
