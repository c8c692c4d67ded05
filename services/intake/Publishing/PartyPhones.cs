using Mediation.Intake.Disputes;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

/// <summary>What facts say of parties' phones: whether they are the same, and nothing by which one could be found. Thread-safe.</summary>
internal sealed class PartyPhones(Vault vault)
{
    // Apart from the search's: who has a copy of both databases cannot go from a fact to a party of another dispute by it.
    private const string Label = "phone of facts";

    /// <returns>Of each dispute with one, the hash of each party's phone in hexadecimal; what was erased is left out.</returns>
    internal async Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<Guid, string>>> OfAsync(
        IReadOnlyCollection<Guid> disputes, CancellationToken cancellation)
    {
        if (disputes.Count == 0)
        {
            return new Dictionary<Guid, IReadOnlyDictionary<Guid, string>>();
        }

        var key = await vault.Hashes.LabelledAsync(Label, cancellation);
        var texts = await vault.Hashes.OpenAsync(disputes, [VaultFields.Phone], cancellation);
        return texts.Select(t => (t.Subject, t.Item, Phone: PartyNumbers.Normal[VaultFields.Phone](t.Text)))
            .Where(t => t.Phone.Length > 0)
            .GroupBy(t => t.Subject)
            .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<Guid, string>)g.ToDictionary(t => t.Item, t => key(t.Phone)));
    }
}
