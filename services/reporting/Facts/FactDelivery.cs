using System.Diagnostics;

namespace Mediation.Reporting.Facts;

/// <summary>A fact that waits for its commit.</summary>
/// <param name="Channel">By which it came.</param>
/// <param name="Tag">Its number there.</param>
/// <param name="Fact">What it says.</param>
/// <param name="Span">Its part of a trace that somebody follows; null for none.</param>
/// <param name="HandOver">Leaves it to MassTransit.</param>
internal sealed record FactDelivery(FactChannel Channel, ulong Tag, FactRow Fact, Activity? Span, Action HandOver);
