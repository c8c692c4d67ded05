using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>Puts a record on file under a step; append-only, so that a phone that was offline can catch up.</summary>
internal sealed record AddRecord(
    RecordKind? Kind = null, Guid? PartyId = null, IReadOnlyList<Guid>? PartyIds = null, string? Side = null, string? Text = null,
    bool? Given = null, IReadOnlyList<string?>? Provisions = null, Risk? Risk = null, DateTimeOffset? OccurredAt = null,
    PowerScope? Power = null, string? Agent = null, string? Period = null, string? Place = null, string? Present = null, string? Recorder = null)
{
    /// <summary>Of an investigation: where, who was there, who wrote it down.</summary>
    internal const string PlaceField = "place";
    internal const string PresentField = "present";
    internal const string RecorderField = "recorder";

    /// <summary>Of a power of attorney: who may act, and how long.</summary>
    internal const string AgentField = "agent";
    internal const string PeriodField = "period";

    /// <summary>Separates provisions in the vault.</summary>
    internal const char Separator = '\n';

    internal static Decision Decide(Case state, AddRecord command, int step, Guid recordId, DateTimeOffset now)
    {
        if (state.WorkedBy.Find(step) is null)
        {
            return CaseRefusals.UnknownStep;
        }

        if (RecordFields.Check(state, command, now) is { } bad)
        {
            return bad;
        }

        if (state.Status != CaseStatus.Open)
        {
            return CaseRefusals.NotOpen;
        }

        var parties = command.AllParties;
        var added = new RecordAdded(
            recordId, step, command.Kind!.Value, command.Side, parties.Count > 0 ? parties : null, command.Given, command.Risk,
            command.Provisions?.Count, command.OccurredAt ?? now, now, command.Power);
        // PML 17: a party's clear refusal stops the mediation.
        var decision = command is { Kind: RecordKind.Consent, Given: false }
            ? Decision.Of(added, state.Closing(Endings.Unwilling, now))
            : Decision.Of(added);
        return decision
            .Sealing(recordId, "text", command.Text)
            .Sealing(recordId, "provisions", command.Provisions is { } provisions ? string.Join(Separator, provisions) : null)
            .Sealing(recordId, AgentField, command.Agent)
            .Sealing(recordId, PeriodField, command.Period)
            .Sealing(recordId, PlaceField, command.Place)
            .Sealing(recordId, PresentField, command.Present)
            .Sealing(recordId, RecorderField, command.Recorder);
    }

    internal IReadOnlyList<Guid> AllParties => [.. (PartyIds ?? []).Concat(PartyId is { } one ? [one] : Array.Empty<Guid>()).Distinct()];

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, int step, AddRecord body, CommandShell shell)
    {
        var recordId = shell.NewId();
        return shell.AppendAsync<Case, AddRecord>(
            http, id, body, (state, command, now) => Decide(state, command, step, recordId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = recordId, step, @case = CaseReplies.Of(state) }));
    }
}
