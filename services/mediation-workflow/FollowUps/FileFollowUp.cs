using Mediation.ServiceDefaults;

namespace Mediation.Workflow.FollowUps;

/// <summary>A visit, due or made, as the file's reader gets it.</summary>
/// <param name="State">due, overdue, made, cancelled.</param>
internal sealed record FileFollowUp(
    Guid Id, int Round, string State, DateOnly? DueOn, DateTimeOffset? VisitedAt, PerformanceSeen? Performance, IReadOnlyList<PartyAnswer>? Parties,
    bool ReboundSigns, bool WrongMediation, bool LaterSuit, string? Text, string? Reason, string? SuitOutcome,
    string? Measures)
{
    internal static IReadOnlyList<FileFollowUp> Of(FollowUpPlan plan, VaultTexts texts, DateTimeOffset now) =>
    [
        .. plan.Visits.Select(v => new FileFollowUp(
            v.Id, v.Round, StateOf(v, now), v.DueOn, v.VisitedAt, v.Performance, v.Parties, v.ReboundSigns, v.WrongMediation, v.LaterSuit,
            Said(v, texts, RecordFollowUp.TextField), Said(v, texts, RecordFollowUp.ReasonField), Said(v, texts, RecordFollowUp.SuitField),
            Said(v, texts, RecordFollowUp.MeasuresField))),
    ];

    private static string? Said(Visit visit, VaultTexts texts, string field) => visit.TextId is { } id ? texts[id, field] : null;

    private static string StateOf(Visit visit, DateTimeOffset now) =>
        visit.VisitedAt is not null ? "made" : visit.Cancelled ? "cancelled" : visit.Clock?.IsOver(now) == true ? "overdue" : "due";
}
