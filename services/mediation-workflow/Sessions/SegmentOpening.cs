namespace Mediation.Workflow.Sessions;

/// <summary>What is said when a segment begins.</summary>
internal sealed record SegmentOpening(
    Mode? Mode, string? Side, Capacity? PresidingCapacity, bool? RecusalAsked, string? RecusalAnswer, bool? RightsRead, string? VideoLink);

/// <summary>The card of a field measurement (现场丈量记录).</summary>
/// <param name="Witnesses">Names.</param>
/// <param name="Positions">Each side's "measured so", or its objection.</param>
/// <param name="SketchEvidenceId">A drawing or photo of the place, on file as evidence.</param>
internal sealed record Measured(
    string? Method = null, string? Instrument = null, IReadOnlyList<Measured.Point?>? Points = null, IReadOnlyList<string?>? Witnesses = null,
    IReadOnlyList<Measured.SidePosition?>? Positions = null, Guid? SketchEvidenceId = null)
{
    internal sealed record Point(string? Name = null, decimal? LengthMetres = null);

    internal sealed record SidePosition(string? Side = null, bool? MeasuredSo = null, string? Objection = null);
}
