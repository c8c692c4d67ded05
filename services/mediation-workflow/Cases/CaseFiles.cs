using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Cases;

/// <summary>Puts a file together: the case, its stream, its sessions, its agreements, its texts and the names; one query each.</summary>
internal sealed class CaseFiles(StoreReader store, Vault vault, PartyNames names, TimeProvider clock)
{
    internal async Task<CaseFile?> FindAsync(Guid id, Caller caller, CancellationToken cancellation)
    {
        var asked = names.FindAsync(id, cancellation);
        var stream = store.FetchStreamAsync<Case>(id, cancellation);
        var sessions = OfCaseAsync<Session>(store, id, cancellation);
        var agreements = OfCaseAsync<Agreement>(store, id, cancellation);
        var texts = vault.OpenAsync(store, id, cancellation);
        await Task.WhenAll(asked, stream, sessions, agreements, texts);
        var events = await stream;
        if (events.Count == 0)
        {
            return null;
        }

        var state = events.Aggregate(Case.Initial, (folded, e) => folded.Evolve(e.Data));
        var reader = Confidant.Of(caller, state);
        return state.Id == id ? Build(state, reader, events, await sessions, await agreements, await texts, await asked) : null;
    }

    /// <summary>Sessions or agreements of a case, oldest first.</summary>
    internal static Task<IReadOnlyList<Fetched<TState>>> OfCaseAsync<TState>(
        StoreReader store, Guid caseId, CancellationToken cancellation) where TState : class, IAggregate<TState> =>
        store.QueryAsync<TState>(p => $"case_id = {p.Bind(caseId)} order by id", cancellation);

    private CaseFile Build(
        Case state, Confidant reader, IReadOnlyList<RecordedEvent> stream, IReadOnlyList<Fetched<Session>> sessions,
        IReadOnlyList<Fetched<Agreement>> agreements, VaultTexts texts, IReadOnlyDictionary<Guid, PartyName>? known)
    {
        var now = clock.GetUtcNow();
        var method = state.WorkedBy;
        return new CaseFile(
            state.Id, state.CaseNumber, state.Status, stream.Count, state.CommitteeId, state.AreaCode, state.TypeCode, state.Source, state.Round,
            state.Households, state.Persons, state.Amount, state.AcceptedAt,
            new FileMethod(method.Code, method.Version, method.NameZh, method.NameEn),
            state.CurrentStep,
            FileSteps.Of(state, stream, texts, now), known is null ? "unavailable" : "available",
            [.. state.Parties.Select(p => Party(p, known?.GetValueOrDefault(p.PartyId)))], Assignment(state, stream, texts),
            [.. sessions.Select(s => SessionView.From(s, texts, reader))], [.. agreements.Select(a => AgreementView.From(a, state.Sides, texts))],
            state.Outcome, state.ClosedAt, Termination(state, texts), state.Outcome is not null and not Endings.Agreement,
            Durations(state, sessions, now));
    }

    // The name as intake shows it to this reader.
    private static FileParty Party(Contracts.Intake.PartyRef party, PartyName? name) =>
        new(party.PartyId, party.Side, party.Kind, name?.Name, Mask.Number(name?.Phone), Mask.Number(name?.IdNumber));

    private static FileAssignment Assignment(Case state, IReadOnlyList<RecordedEvent> stream, VaultTexts texts)
    {
        var events = stream.Select(e => e.Data).ToList();
        return new FileAssignment(
            state.MediatorId, events.OfType<MediatorAssigned>().LastOrDefault()?.At, state.Attempt, state.ProposedMediatorId, state.RespondBy,
            events.OfType<MediatorNotFound>().Any(e => e.Attempt == state.Attempt),
            [.. events.OfType<MediatorDeclined>().Select(e => new FileDeclination(e.MediatorId, e.At, texts[e.DeclinationId, "reason"]))]);
    }

    private static FileTermination? Termination(Case state, VaultTexts texts) =>
        (texts[state.Id, "termination"], texts[state.Id, "referredTo"]) is var (text, to) && (text ?? to) is not null
            ? new FileTermination(text, to)
            : null;

    private static FileDurations Durations(Case state, IReadOnlyList<Fetched<Session>> sessions, DateTimeOffset now)
    {
        var segments = sessions.SelectMany(s => s.State.Segments).ToList();
        return new FileDurations(
            segments.Sum(s => s.Minutes),
            segments.GroupBy(s => s.Mode).ToDictionary(g => JsonNamingPolicy.CamelCase.ConvertName(g.Key.ToString()), g => g.Sum(s => s.Minutes)),
            (int)((state.ClosedAt ?? now) - state.AcceptedAt).TotalDays);
    }
}
