using System.Text.Json;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Cases;

/// <summary>Puts a file together: the case, its stream, its sessions, its agreements, its texts and the names; one query each.</summary>
internal sealed class CaseFiles(StoreReader store, Vault vault, PartyNames names, TimeProvider clock)
{
    internal async Task<CaseFile?> FindAsync(Guid id, Caller caller, bool inFull, CancellationToken cancellation)
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
        reader = inFull ? reader with { Works = true } : reader;
        var linked = await LinkedAsync(state, cancellation);
        return state.Id == id ? Build(state, reader, events, await sessions, await agreements, reader.Shown(await texts), await asked, linked) : null;
    }

    /// <summary>Sessions or agreements of a case, oldest first.</summary>
    internal static Task<IReadOnlyList<Fetched<TState>>> OfCaseAsync<TState>(
        StoreReader store, Guid caseId, CancellationToken cancellation) where TState : class, IAggregate<TState> =>
        store.QueryAsync<TState>(p => $"case_id = {p.Bind(caseId)} order by id", cancellation);

    private CaseFile Build(
        Case state, Confidant reader, IReadOnlyList<RecordedEvent> stream, IReadOnlyList<Fetched<Session>> sessions,
        IReadOnlyList<Fetched<Agreement>> agreements, VaultTexts texts, IReadOnlyDictionary<Guid, PartyName>? known, IReadOnlyList<Fetched<Case>> linked)
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
            Durations(state, sessions, now), notice, rounds, FileEscalation.Of(stream, texts), FileLineage.Of(state, stream, texts, linked));
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
            [.. events.OfType<MediatorDeclined>().Select(e => new FileDeclination(e.MediatorId, e.At, texts[e.DeclinationId, "reason"]))]);
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
