using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;

namespace Mediation.Workflow.FollowUps;

/// <summary>Puts a visit on record: the next planned one unless another is named, or one beside the plan. Append-only.</summary>
/// <param name="Text">What was said.</param>
/// <param name="Visitor">Who went.</param>
/// <param name="Reason">Why it was made, where it is not simply due.</param>
internal sealed record RecordFollowUp(
    Guid? PlannedId = null, bool? BesidePlan = null, DateTimeOffset? VisitedAt = null, PerformanceSeen? Performance = null,
    IReadOnlyList<RecordFollowUp.Answer?>? Parties = null, bool? ReboundSigns = null, bool? WrongMediation = null, bool? LaterSuit = null,
    string? Text = null, string? Reason = null, string? SuitOutcome = null, string? Measures = null, string? Visitor = null)
{
    internal const string TextField = "text";
    internal const string ReasonField = "reason";
    internal const string SuitField = "suitOutcome";
    internal const string MeasuresField = "measures";
    internal const string VisitorField = "visitor";

    private const int Most = 100;

    private static readonly Refusal MadeBefore = new("followUp.madeBefore", "该次回访已记录", "This planned visit was made already");

    private static readonly Refusal TooEarly = new("followUp.beforeClosing", "回访不得早于结案", "A visit cannot come before the closing");

    private static readonly Refusal TooMany = new("followUp.tooMany", "回访记录过多", "Too many visits in one case");

    internal sealed record Answer(Guid? PartyId = null, bool? Reached = null, Satisfaction? Satisfaction = null);

    internal static Decision Decide(FollowUpPlan state, Case file, RecordFollowUp command, (Guid Visit, Guid Signal) ids, DateTimeOffset now)
    {
        if (Check(state, command, now) is { } bad)
        {
            return bad;
        }

        var planned = command.PlannedId is { } id ? state.Visits.First(v => v.Id == id)
            : command.BesidePlan == true ? null
            : state.Open.FirstOrDefault();
        var visitedAt = command.VisitedAt ?? now;
        if (planned is { VisitedAt: not null } || state.Visits.Count >= Most)
        {
            return planned is { VisitedAt: not null } ? MadeBefore : TooMany;
        }

        if (visitedAt < file.ClosedAt)
        {
            return TooEarly;
        }

        var visited = new FollowUpVisited(
            ids.Visit, planned?.Id, visitedAt, command.Performance!.Value,
            [.. command.Parties!.Select(p => new PartyAnswer(p!.PartyId!.Value, p.Reached!.Value, p.Satisfaction))],
            command.ReboundSigns == true, command.WrongMediation == true, command.LaterSuit == true, now);
        // Signs of a rebound are an incident after a handling: the colour follows at once, the next round is the committee's own decision.
        return Decision.Of(visited)
            .AndSecond(visited.ReboundSigns ? [new SignalRecorded(ids.Signal, SignalKind.Incident, null, visitedAt, now)] : [])
            .Sealing(ids.Visit, TextField, command.Text).Sealing(ids.Visit, ReasonField, command.Reason)
            .Sealing(ids.Visit, SuitField, command.SuitOutcome).Sealing(ids.Visit, MeasuresField, command.Measures)
            .Sealing(ids.Visit, VisitorField, command.Visitor);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RecordFollowUp body, CommandShell shell)
    {
        var ids = (shell.NewId(), shell.NewId());
        return shell.OverTwoAsync<FollowUpPlan, Case, RecordFollowUp>(
            http, FollowUpPlan.IdOf(id), _ => id, body, (plan, file, command, now) => Decide(plan, file, command, ids, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = ids.Item1, caseId = id, open = state.Open.Select(v => new { v.Id, v.DueOn }) }),
            CommandKind.Append);
    }

    private static Refusal? Check(FollowUpPlan state, RecordFollowUp command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("performance", command.Performance)
            .Past("visitedAt", command.VisitedAt, now)
            .OptionalText("text", command.Text, FieldChecks.LongText)
            .OptionalText("reason", command.Reason, FieldChecks.ShortText)
            .OptionalText("suitOutcome", command.SuitOutcome, FieldChecks.ShortText)
            .OptionalText("measures", command.Measures, FieldChecks.LongText)
            .OptionalText("visitor", command.Visitor, 100)
            .That(
                command.SuitOutcome is null || command.LaterSuit == true, "suitOutcome", "notAllowed", "没有事后诉讼", "There was no later suit")
            .That(
                command.PlannedId is null || state.Visits.Any(v => v.Id == command.PlannedId && v.DueOn is not null),
                "plannedId", "unknown", "没有该次计划", "No such planned visit")
            .That(command.PlannedId is null || command.BesidePlan != true, "besidePlan", "notAllowed", "此处不得填写", "Not allowed here")
            .Count("parties", command.Parties, 1, Most)
            .That(
                (command.Parties ?? []).DistinctBy(p => p?.PartyId).Count() == (command.Parties?.Count ?? 0),
                "parties", "repeated", "当事人重复", "A party is named twice");
        for (var i = 0; i < Math.Min(command.Parties?.Count ?? 0, Most); i++)
        {
            var (answer, path) = (command.Parties![i], $"parties[{i}]");
            check.Present($"{path}.partyId", answer?.PartyId).Present($"{path}.reached", answer?.Reached)
                .That(
                    answer?.PartyId is null || state.PartyIds.Contains(answer.PartyId.Value),
                    $"{path}.partyId", "unknown", "不是本案当事人", "Not a party of the case")
                .That(
                    answer is not { Reached: false, Satisfaction: not null },
                    $"{path}.satisfaction", "notAllowed", "未联系到的当事人没有评价", "Who was not reached gave no answer");
        }

        return check.Refusal;
    }
}
