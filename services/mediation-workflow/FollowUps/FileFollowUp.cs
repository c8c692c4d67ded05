using Mediation.ServiceDefaults;

namespace Mediation.Workflow.FollowUps;

/// <summary>A visit, due or made, as the file's reader gets it.</summary>
/// <param name="State">due, overdue, made, cancelled.</param>
internal sealed record FileFollowUp(
    Guid Id, int Round, string State, DateOnly? DueOn, DateTimeOffset? VisitedAt, PerformanceSeen? Performance, IReadOnlyList<PartyAnswer>? Parties,
    bool ReboundSigns, bool WrongMediation, bool LaterSuit, string? Text)
{
    internal static IReadOnlyList<FileFollowUp> Of(FollowUpPlan plan, VaultTexts texts, DateTimeOffset now) =>
    [
        .. plan.Visits.Select(v => new FileFollowUp(
            v.Id, v.Round, StateOf(v, now), v.DueOn, v.VisitedAt, v.Performance, v.Parties, v.ReboundSigns, v.WrongMediation, v.LaterSuit,
            v.TextId is { } text ? texts[text, "text"] : null)),
    ];

    private static string StateOf(Visit visit, DateTimeOffset now) =>
        visit.VisitedAt is not null ? "made" : visit.Cancelled ? "cancelled" : visit.Clock?.IsOver(now) == true ? "overdue" : "due";
}
