namespace Mediation.Contracts.Workflow;

/// <summary>Notification: a case waits for a mediator; volunteer-roster reserves one.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Attempt">1 for the first request; each decline raises it.</param>
/// <param name="CommitteeId">Whose mediators.</param>
/// <param name="AreaCode">Where the dispute arose.</param>
/// <param name="TypeCode">Dispute type.</param>
/// <param name="Excluded">Mediators who declined or may not mediate it.</param>
public sealed record MediatorWanted(
    Guid CaseId, int Attempt, Guid CommitteeId, string AreaCode, string TypeCode, IReadOnlyList<Guid> Excluded)
{
    /// <summary>For which round; null for the first. A later round opens a case again that had ended.</summary>
    public int? Round { get; init; }
}

/// <summary>Notification: a mediator was proposed for a case, by the roster's choice or by hand; the roster counts the load, a party's status says so.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Attempt">Of the request it answers; one by hand is an attempt of its own.</param>
/// <param name="MediatorId">Who.</param>
/// <param name="NamedAt">When.</param>
public sealed record MediatorNamed(Guid CaseId, int Attempt, Guid MediatorId, DateTimeOffset NamedAt);
