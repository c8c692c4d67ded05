namespace Mediation.EventStore;

/// <summary>How a subscription stands, for health and metrics.</summary>
/// <param name="IsReader">This instance holds the subscription's lock; another one reads otherwise.</param>
/// <param name="OldestPending">Time of the oldest event read but not handled yet; null when it has caught up.</param>
/// <param name="Error">Why the last page was not handled; null when it was.</param>
/// <param name="Stopped">An event cannot be read: the subscription stands still until a version that can read it runs.</param>
public sealed record SubscriptionStatus(bool IsReader, DateTimeOffset? OldestPending, string? Error, bool Stopped);
