using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>The steps of a file with their records, from the case's own stream.</summary>
internal static class FileSteps
{
    /// <param name="stream">Of records the newest of each step.</param>
    /// <param name="counts">How many records each step has.</param>
    internal static IReadOnlyList<FileStep> Of(
        Case state, IReadOnlyList<RecordedEvent> stream, IReadOnlyDictionary<int, int> counts, VaultTexts texts, DateTimeOffset now)
    {
        var most = state.WorkedBy.Steps.Count;
        // A record of a method that had more steps stays in sight, under the last one.
        var records = FileRecord.Of(stream, texts).ToLookup(r => Math.Min(r.Step, most));
        return [.. state.WorkedBy.Steps.Select(step =>
            With(Of(state, step, stream, texts, now), state.Id, [.. records[step.Number]], counts.GetValueOrDefault(step.Number)))];
    }

    private static FileStep With(
        FileStep step, Guid id, IReadOnlyList<(long Version, int Step, FileRecord Record)> shown, int all) => step with
        {
            Records = [.. shown.Select(r => r.Record)], RecordCount = all,
            Earlier = all > shown.Count ? $"/api/v1/cases/{id}/steps/{step.Number}/records?after={shown[0].Version}" : null,
        };

    private static FileStep Of(Case state, Step step, IReadOnlyList<RecordedEvent> stream, VaultTexts texts, DateTimeOffset now)
    {
        var passes = state.PassesOf(step.Number);
        var minutes = passes.Sum(pass => pass.SpentBy(state.ClosedAt ?? now).TotalMinutes);
        var completed = state.IsCompleted(step.Number) ? stream.LastOrDefault(e => e.Data is StepCompleted done && done.Step == step.Number) : null;
        return new FileStep(
            step.Number, step.Code, step.NameZh, step.NameEn, StateOf(state, step), passes.Count > 0 ? passes[0].EnteredAt : null, (completed?.Data as StepCompleted)?.At,
            completed?.Headers.Actor, passes.Count > 0 ? (int)minutes : null,
            completed is null ? CompleteStep.Missing(state, step) : [], [], [.. Reentries(step, stream, texts)], 0, null);
    }

    private static IEnumerable<FileReentry> Reentries(Step step, IReadOnlyList<RecordedEvent> stream, VaultTexts texts) =>
        from recorded in stream
        where recorded.Data is StepReentered back && back.Step == step.Number
        select new FileReentry(
            ((StepReentered)recorded.Data).At, recorded.Headers.Actor, texts[((StepReentered)recorded.Data).ReentryId, "reason"]);

    private static string StateOf(Case state, Step step) =>
        state.IsCompleted(step.Number) ? "completed"
        : step.Number == state.CurrentStep ? "current"
        : "later";
}
