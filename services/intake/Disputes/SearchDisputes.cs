using Mediation.EventStore;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>Disputes with a party of this phone or this ID number. A POST, so that the numbers stay out of addresses; not a command: nothing is kept.</summary>
internal sealed record SearchDisputes(string? Phone = null, string? IdNumber = null)
{
    private const int MostText = 64;
    private const int MostFound = 200;

    internal static async Task<IResult> HandleAsync(HttpContext http, SearchDisputes body, StoreReader store, Vault vault)
    {
        if (Check(body).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var hashes = new List<byte[]>();
        foreach (var (field, text) in Wanted(body))
        {
            hashes.Add(await vault.Hashes.OfAsync(field, PartyNumbers.Normal[field](text), http.RequestAborted));
        }

        var places = await VaultHashes.FindAsync(store, hashes, MostFound, http.RequestAborted);
        var ids = places.Select(p => p.Subject).Distinct().ToArray();
        var disputes = (await store.QueryAsync<Dispute>(p => $"id = any({p.Bind(ids)})", http.RequestAborted)).ToDictionary(d => d.Id);
        return Results.Json(new ListPage<PartyFound>([.. places.SelectMany(place => Found(disputes.GetValueOrDefault(place.Subject), place.Item))], null), ServiceJson.Options);
    }

    private static FieldCheck Check(SearchDisputes body)
    {
        var wanted = Wanted(body).ToList();
        var check = new FieldCheck().That(wanted.Count > 0, "phone", "required", "请填写电话或证件号码", "A phone or an ID number");
        return wanted.Aggregate(check, (all, w) => all.OptionalText(w.Field, w.Text, MostText)
            .That(PartyNumbers.Normal[w.Field](w.Text).Length > 0, w.Field, "malformed", "号码格式有误", "Not a number"));
    }

    private static IEnumerable<(string Field, string Text)> Wanted(SearchDisputes body)
    {
        if (body.Phone is { } phone)
        {
            yield return (VaultFields.Phone, phone);
        }

        if (body.IdNumber is { } idNumber)
        {
            yield return (VaultFields.IdNumber, idNumber);
        }
    }

    private static IEnumerable<PartyFound> Found(Fetched<Dispute>? dispute, Guid partyId) =>
        dispute?.State.Parties.Where(p => p.PartyId == partyId).Select(p => new PartyFound(
            dispute.Id, partyId, p.Side, dispute.State.Status, dispute.State.CaseNumber, dispute.State.AreaCode)) ?? [];
}

internal sealed record PartyFound(Guid DisputeId, Guid PartyId, string Side, DisputeStatus Status, string? CaseNumber, string AreaCode);
