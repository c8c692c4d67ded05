using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>The steps of a file with their records, from the case's own stream.</summary>
internal static class FileSteps
{
    internal static IReadOnlyList<FileStep> Of(Case state, IReadOnlyList<RecordedEvent> stream, VaultTexts texts, DateTimeOffset now)
    {
        var entered = stream.Select(e => e.Data).OfType<MediatorAssigned>().Select(e => (DateTimeOffset?)e.At).FirstOrDefault();
        var records = stream.Where(e => e.Data is RecordAdded).ToLookup(e => ((RecordAdded)e.Data).Step, e => Record(e, texts));
        var steps = new List<FileStep>();
        foreach (var step in state.WorkedBy.Steps)
        {
            var completion = stream.FirstOrDefault(e => e.Data is StepCompleted done && done.Step == step.Number);
            var completedAt = (completion?.Data as StepCompleted)?.At;
            var spent = entered is null ? (int?)null : (int)((completedAt ?? state.ClosedAt ?? now) - entered.Value).TotalMinutes;
            steps.Add(new FileStep(
                step.Number, step.Code, step.NameZh, step.NameEn, StateOf(state, step), entered, completedAt, completion?.Headers.Actor, spent,
                completedAt is null ? Requirements.Missing(step, state) : [], [.. records[step.Number]]));
            entered = completedAt;
        }

        return steps;
    }

    private static string StateOf(Case state, Step step) =>
        step.Number <= state.StepsCompleted ? "completed"
        : step.Number == state.StepsCompleted + 1 && state.Status == CaseStatus.Open ? "current"
        : "later";

    private static FileRecord Record(RecordedEvent recorded, VaultTexts texts)
    {
        var e = (RecordAdded)recorded.Data;
        return new FileRecord(
            e.RecordId, e.Kind, e.Side, e.PartyIds, e.Given, e.Risk, texts[e.RecordId, "provisions"]?.Split(AddRecord.Separator),
            texts[e.RecordId, "text"], e.OccurredAt, e.At, recorded.Headers.Actor);
    }
}
