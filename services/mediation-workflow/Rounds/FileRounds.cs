using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Rounds;

/// <summary>A round as the file shows it.</summary>
/// <param name="SessionIds">Held in it.</param>
/// <param name="AgreementIds">Drawn up in it.</param>
/// <param name="Reason">Why it was opened; of a rebound, what happened.</param>
internal sealed record FileRound(
    int Round, Guid CommitteeId, Guid? MediatorId, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string? Outcome, FileTermination? Termination,
    bool Rebound, bool? Within90Days, string? Reason, IReadOnlyList<Guid> SessionIds, IReadOnlyList<Guid> AgreementIds);

/// <summary>What follows from an ending without agreement.</summary>
internal sealed record FileNotice(IReadOnlyList<OtherRemedy> Remedies, IReadOnlyList<FileServed> Served, IReadOnlyList<string> SidesWithoutNotice);

internal sealed record FileServed(Guid PartyId, Manner Manner, DateTimeOffset ServedAt, string? By, string? Text);

/// <summary>Rounds with what belongs to each, from the case's own stream.</summary>
internal static class FileRounds
{
    internal static IReadOnlyList<FileRound> Of(Case state, IReadOnlyList<RecordedEvent> stream, VaultTexts texts)
    {
        var rounds = new List<FileRound> { new(1, state.FirstCommitteeId, null, state.AcceptedAt, null, null, null, false, null, null, [], []) };
        CaseRebounded? rebound = null;
        foreach (var e in stream.Select(recorded => recorded.Data))
        {
            rebound = e as CaseRebounded ?? rebound;
            if (e is RoundOpened next && next.Round > rounds.Count)
            {
                var why = next.Rebound ? rebound is { } came ? texts[came.ReboundId, "text"] : null : Reason(next, texts);
                rounds.Add(new(
                    next.Round, next.CommitteeId, null, next.At, null, null, null, next.Rebound, next.Rebound ? rebound?.Within90Days : null, why, [], []));
            }

            var at = e is SessionHeld { EarlierRound: { } earlier } ? earlier - 1 : rounds.Count - 1;
            rounds[at] = With(rounds[at], e, state.Id, texts);
        }

        return rounds;
    }

    internal static FileNotice? NoticeOf(Case state, IReadOnlyList<RecordedEvent> stream, VaultTexts texts) => state.Outcome is not { } outcome
        ? null
        : new FileNotice(
            OtherRemedies.After(outcome, state.TypeCode),
            [
                .. from recorded in stream
                   let served = recorded.Data as RemediesNoticeServed
                   where served?.Round == state.Round
                   select new FileServed(served.PartyId, served.Manner, served.ServedAt, recorded.Headers.Actor, texts[served.NoticeId, "text"]),
            ],
            OtherRemedies.After(outcome, state.TypeCode).Count == 0 ? [] : [.. state.SidesWithoutNotice]);

    private static FileRound With(FileRound round, object @event, Guid caseId, VaultTexts texts) => @event switch
    {
        RoundOpened e => round with { CommitteeId = e.CommitteeId, Reason = Reason(e, texts) ?? round.Reason },
        MediatorAssigned e => round with { MediatorId = e.MediatorId },
        SessionHeld e => round with { SessionIds = With(round.SessionIds, e.SessionId) },
        AgreementPrepared e => round with { AgreementIds = With(round.AgreementIds, e.AgreementId) },
        AgreementReached e => round with { AgreementIds = With(round.AgreementIds, e.AgreementId) },
        CaseClosed e => round with { ClosedAt = e.At, Outcome = e.Outcome, Termination = FileTermination.Of(e.EndingId ?? (e.Round is null ? caseId : Guid.Empty), texts) },
        _ => round,
    };

    private static IReadOnlyList<Guid> With(IReadOnlyList<Guid> ids, Guid id) => ids.Contains(id) ? ids : [.. ids, id];

    private static string? Reason(RoundOpened opened, VaultTexts texts) => opened.ReasonId is { } id ? texts[id, "reason"] : null;
}
