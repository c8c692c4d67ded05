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
    /// <param name="of">The case as it is: what belongs to its stream is read as of this version.</param>
    /// <param name="caller">The reader.</param>
    /// <param name="inFull">With every record, session and free text, whatever the reader's part in the case.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<CaseFile> OfAsync(Fetched<Case> of, Caller caller, bool inFull, CancellationToken cancellation)
    {
        var reader = Confidant.Of(caller, of.State);
        reader = inFull ? reader with { Works = true } : reader;
        var records = new StepRecords(of, reader);
        var stream = records.NewestAsync(store, inFull ? long.MaxValue : StepRecords.Newest, cancellation);
        var counts = records.CountAsync(store, cancellation);
        var sessions = FileSessions.ReadAsync(store, of.Id, all: inFull, cancellation);
        var agreements = OfCaseAsync<Agreement>(store, of.Id, cancellation);
        var plan = store.FetchForWritingAsync<FollowUpPlan>(FollowUpPlan.IdOf(of.Id), cancellation);
        var asked = names.FindAsync(of.Id, cancellation);
        var linked = LinkedAsync(of.State, cancellation);
        await Task.WhenAll(stream, counts, sessions, agreements, plan, asked, linked);
        var found = new Found(await stream, await counts, await sessions, await agreements, (await plan).State, await asked, await linked);
        var now = clock.GetUtcNow();
        return await vault.ShowAsync(store, of.Id, texts => Build(of, reader, found, reader.Shown(texts), now), cancellation);
    }

    /// <summary>Sessions or agreements of a case, oldest first.</summary>
    internal static Task<IReadOnlyList<Fetched<TState>>> OfCaseAsync<TState>(
        StoreReader store, Guid caseId, CancellationToken cancellation) where TState : class, IAggregate<TState> =>
        store.QueryAsync<TState>(p => $"case_id = {p.Bind(caseId)} order by id", cancellation);

    private static CaseFile Build(Fetched<Case> of, Confidant reader, Found found, VaultTexts texts, DateTimeOffset now)
    {
        var (state, stream) = (of.State, found.Stream);
        var method = state.WorkedBy;
        var rounds = FileRounds.Of(state, stream, texts);
        var notice = FileRounds.NoticeOf(state, stream, texts);
        return new CaseFile(
            state.Id, state.CaseNumber, state.Status, of.Version, state.CommitteeId, state.AreaCode, state.TypeCode, state.Source, state.Round,
            state.Households, state.Persons, state.Amount, state.AcceptedAt,
            new FileMethod(method.Code, method.Version, method.NameZh, method.NameEn),
            state.CurrentStep,
            FileSteps.Of(state, stream, found.Counts, texts, now), found.Names is null ? "unavailable" : "available",
            [.. state.Parties.Select(p => Party(p, found.Names?.GetValueOrDefault(p.PartyId) ?? Heir(p.PartyId, texts, reader)))],
            Assignment(state, stream, texts), [.. found.Sessions.Shown.Select(s => SessionView.From(s, texts, reader))],
            [.. found.Agreements.Select(a => AgreementView.From(a, state.Sides, texts))],
            state.Outcome, state.ClosedAt, rounds[^1].Termination, notice?.SidesWithoutNotice.Count > 0,
            Durations(state, found.Sessions.MinutesByMode, now), notice, rounds, FileEscalation.Of(stream, texts),
            FileLineage.Of(state, stream, texts, found.Linked), FileRisk.Of(state, texts, now),
            FileClock.Of(state, found.Agreements.Select(a => a.State), found.Plan.Clocks, now), state.OnTime,
            FileFollowUp.Of(found.Plan, texts, now), found.Sessions.Count);
    }

    // Those that the reader may not see are not there.
    private async Task<IReadOnlyList<Fetched<Case>>> LinkedAsync(Case state, CancellationToken cancellation)
    {
        var ids = state.Links.Select(link => link.CaseId).Distinct().ToArray();
        return ids.Length == 0 ? [] : await store.QueryAsync<Case>(p => $"id = any({p.Bind(ids)})", cancellation);
    }

    // Whom intake does not know stepped in after acceptance.
    private static PartyName? Heir(Guid partyId, VaultTexts texts, Confidant reader) => texts[partyId, HeirTexts.Name] is { } name
        ? new PartyName(reader.Works ? name : Mask.Name(name), texts[partyId, HeirTexts.Phone], texts[partyId, HeirTexts.IdNumber])
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

    private static FileDurations Durations(Case state, IReadOnlyDictionary<string, int> minutes, DateTimeOffset now) =>
        new(minutes.Values.Sum(), minutes, (int)((state.ClosedAt ?? now) - state.AcceptedAt).TotalDays);

    private sealed record Found(
        IReadOnlyList<RecordedEvent> Stream, IReadOnlyDictionary<int, int> Counts, FileSessions Sessions,
        IReadOnlyList<Fetched<Agreement>> Agreements, FollowUpPlan Plan, IReadOnlyDictionary<Guid, PartyName>? Names,
        IReadOnlyList<Fetched<Case>> Linked);
}
