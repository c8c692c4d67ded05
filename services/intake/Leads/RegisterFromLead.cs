using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

/// <summary>A lead becomes a dispute; what the body leaves open is taken from the lead.</summary>
internal static class RegisterFromLead
{
    /// <param name="state">Nothing yet.</param>
    /// <param name="lead">Which one it was.</param>
    /// <param name="leadId">Its id.</param>
    /// <param name="entry">The dispute's own registration.</param>
    /// <param name="unit">Who deals with the lead.</param>
    /// <param name="now">Registration.</param>
    internal static Decision Decide(Dispute state, Lead lead, Guid leadId, DisputeEntry entry, Guid? unit, DateTimeOffset now)
    {
        if (LeadClosing.Refusal(lead) is { } refusal)
        {
            return refusal;
        }

        var decision = RegisterDispute.Decide(state, entry.Command, entry.Area, entry.Id, entry.PartyIds, now, leadId);
        return decision.Refusal is null ? decision.AndSecond(new LeadRegistered(entry.Id, unit, now)) : decision;
    }

    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, RegisterDispute body, CommandShell shell, StoreReader store, Vault vault, CodeLists codes, TimeProvider clock)
    {
        var lead = await store.FetchForWritingAsync<Lead>(id, http.RequestAborted);
        if (!lead.Exists)
        {
            return Problem.From(http, Refusal.Unknown("lead"));
        }

        var whole = Complete(body, id, lead.State, await vault.OpenAsync(store, id, http.RequestAborted));
        var (entry, bad) = await DisputeEntry.OfAsync(http, whole, shell, codes, clock);
        return entry is null
            ? Problem.From(http, bad!)
            : await shell.OverTwoAsync<Dispute, Lead, RegisterDispute>(
                http, entry.Id, _ => id, body,
                (state, first, _, now) => Decide(state, first, id, entry, LeadClosing.UnitOf(http), now), entry.Reply, CommandKind.Create);
    }

    private static RegisterDispute Complete(RegisterDispute body, Guid id, Lead lead, VaultTexts texts) => body with
    {
        Source = body.Source is "" ? lead.Source : body.Source,
        AreaCode = body.AreaCode is "" ? lead.AreaCode : body.AreaCode,
        OccurredOn = body.OccurredOn ?? ChinaTime.DayOf(lead.NoticedAt),
        Place = body.Place is "" ? texts[id, VaultFields.Place] ?? "" : body.Place,
        Summary = body.Summary is "" ? texts[id, VaultFields.LeadText] ?? "" : body.Summary,
    };
}
