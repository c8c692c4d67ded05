using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Status;

/// <summary>"This was not me": stays on the dispute's record, whoever would rather not see it there.</summary>
internal sealed record DenyParty(string? Text = null)
{
    private const int MostText = 2000;

    internal static Decision Decide(Dispute state, Guid partyId, Guid anomalyId, DenyParty command, DateTimeOffset now) =>
        Pending(state, partyId) is not null
            ? Decision.AlreadySo
            : Decision.Of(new PartyDenied(anomalyId, partyId, now)).Sealing(anomalyId, VaultFields.Objection, command.Text);

    internal static async Task<IResult> HandleAsync(
        HttpContext http, string code, DenyParty? body, CommandShell shell, EventStore.EventStore store, Vault vault, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        var command = body ?? new DenyParty();
        if (new FieldCheck().OptionalText("text", command.Text, MostText).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        if (await PartyByCode.FindAsync(code, store, vault, http.RequestAborted) is not { } party)
        {
            return Problem.From(http, PartyByCode.UnknownCode);
        }

        party.Admit(http, clock.GetUtcNow());
        var anomalyId = shell.NewId();
        return await shell.AppendAsync<Dispute, DenyParty>(
            http, party.Dispute.Id, command, (state, denial, now) => Decide(state, party.PartyId, anomalyId, denial, now),
            state => Reply.Ok(new DenialAnswer(Pending(state, party.PartyId)!.At)));
    }

    private static Anomaly? Pending(Dispute state, Guid partyId) => state.Anomalies.FirstOrDefault(a => a.PartyId == partyId && a.Answers.Count == 0);
}

/// <param name="RecordedAt">Since when the objection is on record.</param>
internal sealed record DenialAnswer(DateTimeOffset RecordedAt);
