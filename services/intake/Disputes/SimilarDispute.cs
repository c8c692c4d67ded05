using Mediation.EventStore;

namespace Mediation.Intake.Disputes;

/// <summary>A dispute that may be the same as another, with what speaks for it.</summary>
/// <param name="Id">The other one.</param>
/// <param name="Status">How it stands.</param>
/// <param name="CaseNumber">Its number.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="Reasons">sameParty, samePlace, sameArea, sameType, sameTime.</param>
/// <param name="Score">The more, the likelier; only orders the list.</param>
internal sealed record SimilarDispute(
    Guid Id, DisputeStatus Status, string? CaseNumber, DateTimeOffset RegisteredAt, IReadOnlyList<string> Reasons, int Score)
{
    /// <summary>Neighbours quarrel about many things: the same area, kind and time together are a hint, two of them are none.</summary>
    internal const int LeastScore = 3;

    private const int DaysApart = 30;

    internal static SimilarDispute Of(Fetched<Dispute> other, Dispute dispute, IReadOnlyCollection<string> sharedFields)
    {
        var state = other.State;
        (string Reason, bool Holds, int Weight)[] signs =
        [
            ("sameParty", sharedFields.Contains(VaultFields.Phone) || sharedFields.Contains(VaultFields.IdNumber), 4),
            ("samePlace", sharedFields.Contains(VaultFields.Place), 2),
            ("sameArea", SameArea(state.AreaCode, dispute.AreaCode), 1),
            ("sameType", state.TypeCode[..Math.Min(2, state.TypeCode.Length)] == dispute.TypeCode[..Math.Min(2, dispute.TypeCode.Length)], 1),
            ("sameTime", Math.Abs(state.OccurredOn.DayNumber - dispute.OccurredOn.DayNumber) <= DaysApart, 1),
        ];
        var held = signs.Where(sign => sign.Holds).ToList();
        return new SimilarDispute(
            other.Id, state.Status, state.CaseNumber, state.RegisteredAt, [.. held.Select(sign => sign.Reason)], held.Sum(sign => sign.Weight));
    }

    private static bool SameArea(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
}
