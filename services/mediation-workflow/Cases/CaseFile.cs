using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Cases;

/// <summary>The file (卷) as its reader gets it.</summary>
/// <param name="Names">available, or unavailable while intake cannot be asked.</param>
/// <param name="Sessions">The newest, and those that are not over; all of them are in the list of sessions.</param>
/// <param name="RemediesNoticeNeeded">An ending without agreement needs a notice that names the other remedies, on each side; until it is served.</param>
internal sealed record CaseFile(
    Guid Id, string CaseNumber, CaseStatus Status, long Version, Guid CommitteeId, string AreaCode, string TypeCode, string Source, int Round,
    int? Households, int? Persons, decimal? Amount, DateTimeOffset AcceptedAt, FileMethod Method, int? CurrentStep,
    IReadOnlyList<FileStep> Steps, string Names, IReadOnlyList<FileParty> Parties, FileAssignment Assignment,
    IReadOnlyList<SessionView> Sessions, IReadOnlyList<AgreementView> Agreements,
    string? Outcome, DateTimeOffset? ClosedAt, FileTermination? Termination, bool RemediesNoticeNeeded, FileDurations Durations,
    FileNotice? Notice, IReadOnlyList<FileRound> Rounds, FileEscalation Escalation, FileLineage Lineage,
    FileRisk Risk, IReadOnlyList<FileClock> Clocks, bool? OnTime, IReadOnlyList<FileFollowUp> FollowUps,
    int SessionCount);

internal sealed record FileMethod(string Code, int Version, string NameZh, string NameEn);

/// <param name="State">completed, current or later.</param>
/// <param name="EnteredAt">The first time.</param>
/// <param name="MinutesSpent">All of it, when it was gone back to.</param>
/// <param name="Missing">What its completion lacks.</param>
/// <param name="Records">The newest, in the order in which they were made.</param>
/// <param name="RecordCount">Of all that the reader may see.</param>
/// <param name="Earlier">Where the list of records goes on; null when all are here.</param>
internal sealed record FileStep(
    int Number, string Code, string NameZh, string NameEn, string State, DateTimeOffset? EnteredAt, DateTimeOffset? CompletedAt, string? CompletedBy,
    int? MinutesSpent, IReadOnlyList<string> Missing, IReadOnlyList<FileRecord> Records, IReadOnlyList<FileReentry> Reentries,
    int RecordCount, string? Earlier);

internal sealed record FileReentry(DateTimeOffset At, string? By, string? Reason);

/// <summary>Phone and id number are masked.</summary>
internal sealed record FileParty(Guid PartyId, string Side, string Kind, string? Name, string? Phone, string? IdNumber);

internal sealed record FileAssignment(
    Guid? MediatorId, DateTimeOffset? AssignedAt, int Attempt, Guid? ProposedMediatorId, DateOnly? RespondBy, bool NoMediatorFound,
    IReadOnlyList<FileDeclination> Declined);

internal sealed record FileDeclination(Guid MediatorId, DateTimeOffset At, string? Reason);

internal sealed record FileTermination(string? Text, string? ReferredTo)
{
    internal static FileTermination? Of(Guid item, VaultTexts texts) =>
        (texts[item, "termination"], texts[item, "referredTo"]) is var (text, to) && (text ?? to) is not null ? new FileTermination(text, to) : null;
}

/// <param name="SessionMinutes">All segments of all sessions.</param>
/// <param name="DaysOpen">Whole days from acceptance to closing, or to now.</param>
internal sealed record FileDurations(int SessionMinutes, IReadOnlyDictionary<string, int> MinutesByMode, int DaysOpen);
