using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Cases;

/// <summary>A record of work as the file's reader gets it.</summary>
internal sealed record FileRecord(
    Guid Id, RecordKind Kind, string? Side, IReadOnlyList<Guid>? PartyIds, bool? Given, Risk? Risk, IReadOnlyList<string>? Provisions,
    string? Text, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? By, int Round, string? Agent, string? Period,
    string? Place, string? Present, string? Recorder)
{
    /// <summary>The records among these events, oldest first, each with where it is in the stream.</summary>
    internal static IEnumerable<(long Version, int Step, FileRecord Record)> Of(IReadOnlyList<RecordedEvent> stream, VaultTexts texts)
    {
        var round = 1;
        foreach (var recorded in stream)
        {
            round = (recorded.Data as RoundOpened)?.Round ?? round;
            if (recorded.Data is RecordAdded added)
            {
                yield return (recorded.Version, added.Step, Of(added, recorded.Headers.Actor, round, texts));
            }
        }
    }

    private static FileRecord Of(RecordAdded e, string? by, int round, VaultTexts texts) => new(
        e.RecordId, e.Kind, e.Side, e.PartyIds, e.Given, e.Risk, texts[e.RecordId, "provisions"]?.Split(AddRecord.Separator),
        texts[e.RecordId, "text"], e.OccurredAt, e.At, by, round, texts[e.RecordId, AddRecord.AgentField],
        texts[e.RecordId, AddRecord.PeriodField], texts[e.RecordId, AddRecord.PlaceField], texts[e.RecordId, AddRecord.PresentField],
        texts[e.RecordId, AddRecord.RecorderField]);
}
