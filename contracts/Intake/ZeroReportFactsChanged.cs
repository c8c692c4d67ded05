namespace Mediation.Contracts.Intake;

/// <summary>Fact: a grid's statement that nothing was found on a day. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="ReportId">The zero report; one for a grid and day.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="AreaCode">The grid.</param>
/// <param name="Day">The day it is about.</param>
/// <param name="FiledAt">Instant of filing.</param>
/// <param name="Withdrawn">Whether it counts no more, since something was found after all.</param>
public sealed record ZeroReportFactsChanged(
    Guid ReportId, long Revision, string AreaCode, DateOnly Day, DateTimeOffset FiledAt, bool Withdrawn);
