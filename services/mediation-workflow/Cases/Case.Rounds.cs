using System.Text.Json.Serialization;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Cases;

/// <summary>Attempts at the case: one committee after another, and what became of each.</summary>
internal sealed partial record Case
{
    public int Round { get; init; } = 1;

    /// <summary>The committee that accepted the dispute.</summary>
    public Guid FirstCommitteeId { get; init; }

    /// <summary>Of the current round.</summary>
    public DateTimeOffset RoundOpenedAt { get; init; }

    /// <summary>Whether the current round was opened because an agreement broke down.</summary>
    public bool RoundIsRebound { get; init; }

    public IReadOnlyList<EndedRound> EarlierRounds { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Rebound> Rebounds { get; init => field = value ?? []; } = [];

    /// <summary>Parties that got the notice of remedies after this round.</summary>
    public IReadOnlyList<Guid> NoticeServedTo { get; init => field = value ?? []; } = [];

    /// <summary>As events name the round: those of the first, written before there were others, name none.</summary>
    [JsonIgnore]
    public int? LaterRound => Round > 1 ? Round : null;

    /// <summary>Sides of which nobody has got the notice yet.</summary>
    [JsonIgnore]
    public IEnumerable<string> SidesWithoutNotice => Sides.Except(Parties.Where(p => NoticeServedTo.Contains(p.PartyId)).Select(p => p.Side));

    internal CaseClosed Closing(string outcome, DateTimeOffset at) => new(outcome, at, Round: LaterRound);

    private Case EvolveRounds(object @event) => @event switch
    {
        CaseOpened e => this with { FirstCommitteeId = e.CommitteeId, RoundOpenedAt = e.AcceptedAt },
        RoundOpened e when e.Round == Round => this with { CommitteeId = e.CommitteeId },
        RoundOpened e => Beginning(e),
        CaseRebounded e => this with { Rebounds = [.. Rebounds, new Rebound(e.Round, e.OccurredAt, e.Within90Days)] },
        RemediesNoticeServed e => this with { NoticeServedTo = [.. NoticeServedTo.Union([e.PartyId])] },
        _ => this,
    };

    // Facts stay on file; what bound the parties to the earlier committee, and what it did, does not count for the new one.
    private Case Beginning(RoundOpened e) => this with
    {
        EarlierRounds = [.. EarlierRounds, new EndedRound(Round, CommitteeId, MediatorId, RoundOpenedAt, ClosedAt ?? e.At, Outcome ?? "", RoundIsRebound)],
        Round = e.Round, CommitteeId = e.CommitteeId, RoundOpenedAt = e.At, RoundIsRebound = e.Rebound,
        Status = CaseStatus.WaitingForMediator, MediatorId = null, Declined = [],
        StepsCompleted = 0, Reentered = [], Marks = [.. Marks.Where(RecordMarks.Lasts)],
        AgreementId = null, AgreementForm = null, EffectiveAt = null, Outcome = null, ClosedAt = null, NoticeServedTo = [],
    };
}
