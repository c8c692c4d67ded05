namespace Mediation.Workflow.Clocks;

/// <summary>More time; the reason lies in the vault under the id.</summary>
/// <param name="Until">The new last day.</param>
/// <param name="Consents">At least one of each side; none where the head of the organ granted it.</param>
internal sealed record ClockExtended(string Clock, Guid ExtensionId, DateOnly Until, IReadOnlyList<ExtensionConsent> Consents, DateTimeOffset At);

internal sealed record ExtensionConsent(Guid PartyId, DateOnly ConsentedOn);

/// <summary>Stands still (an appraisal); why lies in the vault under the id.</summary>
internal sealed record ClockPaused(string Clock, Guid PauseId, DateOnly On, DateTimeOffset At);

internal sealed record ClockResumed(string Clock, DateOnly On, DateTimeOffset At);

/// <summary>The last day of a clock is over and what it was for is not done. Once for each last day.</summary>
/// <param name="Item">The obligation or planned visit.</param>
internal sealed record ClockRanOut(string Clock, Guid? Item, DateOnly LastDay, DateTimeOffset At);

/// <summary>The last day of a clock is near, by as many days as the table says. Once for each last day.</summary>
/// <param name="Item">The obligation or planned visit.</param>
internal sealed record ClockCameNear(string Clock, Guid? Item, DateOnly LastDay, DateTimeOffset At);

/// <summary>How the court handed the case over, which says how long mediation may take.</summary>
internal sealed record DelegationRecorded(Delegation Delegation, DateTimeOffset At);
