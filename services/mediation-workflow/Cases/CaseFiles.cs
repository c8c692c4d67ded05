using System.Text.Json;
using Mediation.EventStore;
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

/// <summary>Puts a file together: the case, its stream, its sessions, its agreements, its texts and the names; one query each.</summary>
internal sealed class CaseFiles(StoreReader store, Vault vault, PartyNames names, TimeProvider clock)
{
    /// <param name="seen">Puts the look on record once it is known that there is something to see; no file is given out before that is done.</param>
    internal async Task<CaseFile?> FindAsync(Guid id, Caller caller, bool inFull, CancellationToken cancellation, Func<Task>? seen = null)
    {
        var asked = names.FindAsync(id, cancellation);
        var stream = store.FetchStreamAsync<Case>(id, cancellation);
        var snapshot = store.FetchForWritingAsync<Case>(id, cancellation);
        var sessions = OfCaseAsync<Session>(store, id, cancellation);
        var agreements = OfCaseAsync<Agreement>(store, id, cancellation);
        var texts = vault.OpenAsync(store, id, cancellation);
        var plans = store.FetchForWritingAsync<FollowUpPlan>(FollowUpPlan.IdOf(id), cancellation);
        await Task.WhenAll(asked, stream, snapshot, sessions, agreements, texts, plans);
        var events = await stream;
        if (events.Count == 0)
        {
            return null;
        }

        // The two reads may be of two instants; then the stream counts.
        var latest = await snapshot;
        var state = latest.Version == events.Count ? latest.State : events.Aggregate(Case.Initial, (folded, e) => folded.Evolve(e.Data));
        if (state.Id != id)
        {
            return null;
        }

        var noted = seen?.Invoke() ?? Task.CompletedTask;
        var reader = Confidant.Of(caller, state);
        reader = inFull ? reader with { Works = true } : reader;
        var linked = await LinkedAsync(state, cancellation);
        var file = Build(
            state, reader, events, await sessions, await agreements, (await plans).State, reader.Shown(await texts), await asked, linked);
        await noted;
        return file;
    }

    /// <summary>Sessions or agreements of a case, oldest first.</summary>
    internal static Task<IReadOnlyList<Fetched<TState>>> OfCaseAsync<TState>(
        StoreReader store, Guid caseId, CancellationToken cancellation) where TState : class, IAggregate<TState> =>
        store.QueryAsync<TState>(p => $"case_id = {p.Bind(caseId)} order by id", cancellation);

    private CaseFile Build(
        Case state, Confidant reader, IReadOnlyList<RecordedEvent> stream, IReadOnlyList<Fetched<Session>> sessions,
        IReadOnlyList<Fetched<Agreement>> agreements, FollowUpPlan plan, VaultTexts texts, IReadOnlyDictionary<Guid, PartyName>? known,
        IReadOnlyList<Fetched<Case>> linked)
    {
        var now = clock.GetUtcNow();
        var method = state.WorkedBy;
        var rounds = FileRounds.Of(state, stream, texts);
        var notice = FileRounds.NoticeOf(state, stream, texts);
        return new CaseFile(
            state.Id, state.CaseNumber, state.Status, stream.Count, state.CommitteeId, state.AreaCode, state.TypeCode, state.Source, state.Round,
            state.Households, state.Persons, state.Amount, state.AcceptedAt,
            new FileMethod(method.Code, method.Version, method.NameZh, method.NameEn),
            state.CurrentStep,
            FileSteps.Of(state, stream, texts, reader, now), known is null ? "unavailable" : "available",
            [.. state.Parties.Select(p => Party(p, known?.GetValueOrDefault(p.PartyId) ?? Heir(p.PartyId, texts, reader)))], Assignment(state, stream, texts),
            [.. sessions.Select(s => SessionView.From(s, texts, reader))], [.. agreements.Select(a => AgreementView.From(a, state.Sides, texts))],
            state.Outcome, state.ClosedAt, rounds[^1].Termination, notice?.SidesWithoutNotice.Count > 0,
            Durations(state, sessions, now), notice, rounds, FileEscalation.Of(stream, texts), FileLineage.Of(state, stream, texts, linked),
            FileRisk.Of(state, texts, now), FileClock.Of(state, agreements.Select(a => a.State), plan.Clocks, now), state.OnTime,
            FileFollowUp.Of(plan, texts, now));
    }

    // Those that the reader may not see are not there.
    private async Task<IReadOnlyList<Fetched<Case>>> LinkedAsync(Case state, CancellationToken cancellation)
    {
        var ids = state.Links.Select(link => link.CaseId).Distinct().ToArray();
        return ids.Length == 0 ? [] : await store.QueryAsync<Case>(p => $"id = any({p.Bind(ids)})", cancellation);
    }

    // Whom intake does not know stepped in after acceptance.
    private static PartyName? Heir(Guid partyId, VaultTexts texts, Confidant reader) => texts[partyId, "name"] is { } name
        ? new PartyName(reader.Works ? name : Mask.Name(name), texts[partyId, "phone"], texts[partyId, "idNumber"])
        : null;

    // The name as intake shows it to this reader.
    private static FileParty Party(Contracts.Intake.PartyRef party, PartyName? name) =>
        new(party.PartyId, party.Side, party.Kind, name?.Name, Mask.Number(name?.Phone), Mask.Number(name?.IdNumber));

    private static FileAssignment Assignment(Case state, IReadOnlyList<RecordedEvent> stream, VaultTexts texts)
    {
        var events = stream.Select(e => e.Data).ToList();
        return new FileAssignment(
            state.MediatorId, state.MediatorId is null ? null : events.OfType<MediatorAssigned>().LastOrDefault()?.At, state.Attempt, state.ProposedMediatorId, state.RespondBy,
            events.OfType<MediatorNotFound>().Any(e => e.Attempt == state.Attempt),
            [.. events.OfType<MediatorDeclined>().Select(e => new FileDeclination(e.MediatorId, e.At, texts[e.DeclinationId, "reason"] ?? e.Cause))]);
    }

    private static FileDurations Durations(Case state, IReadOnlyList<Fetched<Session>> sessions, DateTimeOffset now)
    {
        var segments = sessions.SelectMany(s => s.State.Segments).ToList();
        return new FileDurations(
            segments.Sum(s => s.Minutes),
            segments.GroupBy(s => s.Mode).ToDictionary(g => JsonNamingPolicy.CamelCase.ConvertName(g.Key.ToString()), g => g.Sum(s => s.Minutes)),
            (int)((state.ClosedAt ?? now) - state.AcceptedAt).TotalDays);
    }
}
