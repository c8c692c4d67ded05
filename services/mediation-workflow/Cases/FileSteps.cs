using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Cases;

/// <summary>The steps of a file with their records, from the case's own stream.</summary>
internal static class FileSteps
{
    internal static IReadOnlyList<FileStep> Of(Case state, IReadOnlyList<RecordedEvent> stream, VaultTexts texts, Confidant reader, DateTimeOffset now)
    {
        var most = state.WorkedBy.Steps.Count;
        // A record of a method that had more steps stays in sight, under the last one.
        var records = Records(stream, texts, reader).ToLookup(r => Math.Min(r.Step, most), r => r.Record);
        return [.. state.WorkedBy.Steps.Select(step => Of(state, step, stream, texts, now) with { Records = [.. records[step.Number]] })];
    }

    private static FileStep Of(Case state, Step step, IReadOnlyList<RecordedEvent> stream, VaultTexts texts, DateTimeOffset now)
    {
        var passes = state.PassesOf(step.Number);
        var minutes = passes.Sum(pass => pass.SpentBy(state.ClosedAt ?? now).TotalMinutes);
        var completed = state.IsCompleted(step.Number) ? stream.LastOrDefault(e => e.Data is StepCompleted done && done.Step == step.Number) : null;
        return new FileStep(
            step.Number, step.Code, step.NameZh, step.NameEn, StateOf(state, step), passes.Count > 0 ? passes[0].EnteredAt : null, (completed?.Data as StepCompleted)?.At,
            completed?.Headers.Actor, passes.Count > 0 ? (int)minutes : null,
            completed is null ? CompleteStep.Missing(state, step) : [], [], [.. Reentries(step, stream, texts)]);
    }

    private static IEnumerable<FileReentry> Reentries(Step step, IReadOnlyList<RecordedEvent> stream, VaultTexts texts) =>
        from recorded in stream
        let back = recorded.Data as StepReentered
        where back?.Step == step.Number
        select new FileReentry(back.At, recorded.Headers.Actor, texts[back.ReentryId, "reason"]);

    private static IEnumerable<(int Step, FileRecord Record)> Records(
        IReadOnlyList<RecordedEvent> stream, VaultTexts texts, Confidant reader)
    {
        var round = 1;
        foreach (var recorded in stream)
        {
            round = (recorded.Data as RoundOpened)?.Round ?? round;
            if (recorded.Data is RecordAdded added && (added.Kind != RecordKind.Concession || reader.ReadsConcessions))
            {
                yield return (added.Step, Record(recorded, texts, round));
            }
        }
    }

    private static string StateOf(Case state, Step step) =>
        state.IsCompleted(step.Number) ? "completed"
        : step.Number == state.CurrentStep ? "current"
        : "later";

    private static FileRecord Record(RecordedEvent recorded, VaultTexts texts, int round)
    {
        var e = (RecordAdded)recorded.Data;
        return new FileRecord(
            e.RecordId, e.Kind, e.Side, e.PartyIds, e.Given, e.Risk, texts[e.RecordId, "provisions"]?.Split(AddRecord.Separator),
            texts[e.RecordId, "text"], e.OccurredAt, e.At, recorded.Headers.Actor, round, texts[e.RecordId, AddRecord.AgentField],
            texts[e.RecordId, AddRecord.PeriodField], texts[e.RecordId, AddRecord.PlaceField], texts[e.RecordId, AddRecord.PresentField],
            texts[e.RecordId, AddRecord.RecorderField]);
    }
}
