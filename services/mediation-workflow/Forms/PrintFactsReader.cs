using System.Globalization;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Forms;

/// <summary>Gathers what may be printed of a case: the stream, sessions, agreements, files and texts here, parties from intake, people from the roster.</summary>
internal sealed class PrintFactsReader(StoreReader store, Vault vault, CallersQuestions questions, CodeLists lists, AuditTrail trail, TimeProvider clock)
{
    internal const string Types = "dispute-types";

    /// <param name="names">Whether personal data are wanted: then the look is put on record as printing, here and at intake.</param>
    /// <returns>Null when the caller sees no such case.</returns>
    internal async Task<PrintFacts?> FindAsync(HttpContext http, Guid id, bool names)
    {
        var stop = http.RequestAborted;
        var events = await store.FetchStreamAsync<Case>(id, stop);
        if (events.Count == 0)
        {
            return null;
        }

        var state = events.Aggregate(Case.Initial, (folded, e) => folded.Evolve(e.Data));
        var reader = Confidant.Of(Caller.Of(http), state);
        var sessions = CaseFiles.OfCaseAsync<Session>(store, id, stop);
        var agreements = CaseFiles.OfCaseAsync<Agreement>(store, id, stop);
        var evidence = EvidenceRows.ReadAsync(store, id, 0, FileEvidence.Most, null, stop);
        var type = TypeAsync(state.TypeCode, stop);
        var plan = store.FetchForWritingAsync<FollowUpPlan>(FollowUpPlan.IdOf(id), stop);
        await Task.WhenAll(sessions, agreements, evidence, type, plan);
        var facts = new PrintFacts(
            state, events, [.. (await sessions).Select(s => s.State)], [.. (await agreements).Select(a => a.State)], await evidence,
            new VaultTexts(new Dictionary<(Guid, string), string>()), reader, DisputeFacts.Unknown, null, new Dictionary<Guid, string>(), await type, clock.GetUtcNow())
        {
            FollowUps = (await plan).State, Confirmations = await ConfirmationsAsync(await agreements, stop),
        };
        return names ? await WithNamesAsync(http, facts) : facts;
    }

    private async Task<PrintFacts> WithNamesAsync(HttpContext http, PrintFacts facts)
    {
        var (id, stop) = (facts.Case.Id, http.RequestAborted);
        // On record first; intake keeps its own entry for its own data.
        await (facts.Reader.Works ? trail.RecordUnmaskingAsync(http, id, UnmaskingReason.Print, null) : trail.RecordReadAsync(http, id));
        var texts = vault.OpenAsync(store, id, stop);
        var dispute = questions.AskAsync(CallersQuestions.Intake, HttpMethod.Get, $"api/v1/disputes/{id}", null, stop);
        var parties = facts.Reader.Works
            ? questions.AskAsync(CallersQuestions.Intake, HttpMethod.Post, $"api/v1/disputes/{id}/unmasking", new { reason = "print" }, stop)
            : Task.FromResult<JsonElement?>(null);
        var committee = questions.AskAsync(CallersQuestions.Roster, HttpMethod.Get, $"api/v1/committees/{facts.Case.CommitteeId}", null, stop);
        var people = PersonsAsync(facts, stop);
        await Task.WhenAll(texts, dispute, parties, committee, people);
        return facts with
        {
            Texts = facts.Reader.Shown(await texts), Dispute = DisputeReading.Of(await dispute, await parties), Committee = DisputeReading.Text(await committee, "name"), Persons = await people,
        };
    }

    private async Task<IReadOnlyList<Confirmation>> ConfirmationsAsync(
        IReadOnlyList<Fetched<Agreement>> agreements, CancellationToken cancellation)
    {
        var latest = await Task.WhenAll(agreements.Select(a => a.State.Confirmation?.Id).OfType<Guid>()
            .Select(id => store.FetchForWritingAsync<Confirmation>(id, cancellation)));
        return [.. latest.Select(c => c.State)];
    }

    private async Task<IReadOnlyDictionary<Guid, string>> PersonsAsync(PrintFacts facts, CancellationToken cancellation)
    {
        var ids = facts.Case.MediatorId is { } mediator ? [mediator] : Array.Empty<Guid>();
        var known = await Task.WhenAll(ids.Select(async id =>
            (id, Name: DisputeReading.Text(await questions.AskAsync(CallersQuestions.Roster, HttpMethod.Get, $"api/v1/mediators/{id}", null, cancellation), "name"))));
        return known.Where(p => p.Name is not null).ToDictionary(p => p.id, p => p.Name!);
    }

    // "其他" alone says nothing: then its group's name.
    private async Task<string?> TypeAsync(string code, CancellationToken cancellation)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var entry = await lists.FindAsync(Types, code, today, cancellation);
        return entry?.Name != "其他" || code.Length < 4 ? entry?.Name : (await lists.FindAsync(Types, code[..2], today, cancellation))?.Name;
    }
}

/// <summary>Answers of other services, of which only what is needed is read.</summary>
internal static class DisputeReading
{
    internal static DisputeFacts Of(JsonElement? dispute, JsonElement? unmasked)
    {
        if (dispute is null)
        {
            return DisputeFacts.Unknown;
        }

        var parties = new Dictionary<Guid, PartyFacts>();
        // The second, in full, takes the place of the first.
        foreach (var party in Parties(dispute).Concat(Parties(unmasked)))
        {
            if (Guid.TryParse(Text(party, "partyId"), out var id))
            {
                parties[id] = new PartyFacts(Text(party, "name"), Text(party, "phone"), Text(party, "idNumber"), Text(party, "address"))
                {
                    ServiceAddress = Text(party, "serviceAddress"), Ethnicity = Text(party, "ethnicity"), Occupation = Text(party, "occupation"),
                    Representative = Text(party, "representative"),
                };
            }
        }

        var extras = Member(dispute, "intake");
        return new DisputeFacts(Text(dispute, "place"), Day(dispute, "occurredOn"), Text(dispute, "summary"), parties)
        {
            AppliedOn = Day(extras, "appliedOn"), DelegatedBy = Text(extras, "delegatedBy"), LanguageNeeds = Text(extras, "languageNeeds"),
            Requests = Member(extras, "requests") is { ValueKind: JsonValueKind.Array } asked
                ? [.. asked.EnumerateArray().Select(point => point.GetString()).OfType<string>()] : [],
        };
    }

    private static DateOnly? Day(JsonElement? of, string property) =>
        DateOnly.TryParseExact(Text(of, property), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null;

    private static JsonElement? Member(JsonElement? of, string property) =>
        of is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(property, out var value) ? value : null;

    internal static string? Text(JsonElement? of, string property) =>
        of is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> Parties(JsonElement? of) =>
        of is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty("parties", out var parties) && parties.ValueKind == JsonValueKind.Array
            ? parties.EnumerateArray() : [];
}
