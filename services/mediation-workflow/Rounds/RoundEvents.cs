using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Rounds;

/// <summary>One more attempt at the case, by another committee or the same. The same number again: handed on before anybody had taken it up.</summary>
/// <param name="ReasonId">Under which the reason lies in the vault; null without one.</param>
/// <param name="Rebound">Because an agreement broke down (反弹).</param>
internal sealed record RoundOpened(int Round, Guid CommitteeId, Guid? ReasonId, bool Rebound, DateTimeOffset At);

/// <summary>The quarrel came back after an agreement; what happened lies in the vault under the id.</summary>
/// <param name="Round">That had ended with the agreement.</param>
internal sealed record CaseRebounded(Guid ReboundId, int Round, DateTimeOffset OccurredAt, bool Within90Days, DateTimeOffset At);

/// <summary>A party got the notice that names the other remedies after an ending without agreement.</summary>
internal sealed record RemediesNoticeServed(Guid NoticeId, int Round, Guid PartyId, Manner Manner, DateTimeOffset ServedAt, DateTimeOffset At);

/// <summary>How a paper was served.</summary>
[JsonConverter(typeof(CamelCaseEnum<Manner>))]
internal enum Manner
{
    Hand,
    Post,
    Electronic,
    LeftAtHome,
    Announcement,
}

/// <summary>A round that is over, as history keeps it.</summary>
internal sealed record EndedRound(
    int Round, Guid CommitteeId, Guid? MediatorId, DateTimeOffset OpenedAt, DateTimeOffset ClosedAt, string Outcome, bool Rebound);

internal sealed record Rebound(int Round, DateTimeOffset OccurredAt, bool Within90Days);
