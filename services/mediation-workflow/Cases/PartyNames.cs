using System.Text.Json;

namespace Mediation.Workflow.Cases;

/// <summary>Asks intake who the parties are: messages carry ids only. The file is served without names while intake is away.</summary>
internal sealed class PartyNames(CallersQuestions questions)
{
    /// <returns>By party id; null when intake did not answer in time.</returns>
    internal async Task<IReadOnlyDictionary<Guid, PartyName>?> FindAsync(Guid disputeId, CancellationToken cancellation) =>
        await questions.AskAsync(CallersQuestions.Intake, HttpMethod.Get, $"api/v1/disputes/{disputeId}", null, cancellation) is { } dispute ? Read(dispute) : null;

    private static Dictionary<Guid, PartyName>? Read(JsonElement dispute)
    {
        if (dispute.ValueKind != JsonValueKind.Object || !dispute.TryGetProperty("parties", out var parties) || parties.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var names = new Dictionary<Guid, PartyName>();
        foreach (var party in parties.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Object))
        {
            if (Guid.TryParse(Text(party, "partyId") ?? Text(party, "id"), out var id))
            {
                names[id] = new PartyName(Text(party, "name"), Text(party, "phone"), Text(party, "idNumber"));
            }
        }

        return names;
    }

    private static string? Text(JsonElement party, string property) =>
        party.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Personal data on its way to the file; never stored here.</summary>
internal sealed record PartyName(string? Name, string? Phone, string? IdNumber);
