using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>Asks intake who the parties are: messages carry ids only. The file is served without names while intake is away.</summary>
internal sealed partial class PartyNames(HttpClient intake, IHttpContextAccessor current, CallerAddress addresses, ILogger<PartyNames> logger)
{
    /// <returns>By party id; null when intake did not answer in time.</returns>
    internal async Task<IReadOnlyDictionary<Guid, PartyName>?> FindAsync(Guid disputeId, CancellationToken cancellation)
    {
        if (intake.BaseAddress is null)
        {
            return null;
        }

        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/v1/disputes/{disputeId}", UriKind.Relative));
            // In the caller's own name: intake decides anew what this person may see.
            question.Headers.TryAddWithoutValidation("Authorization", current.HttpContext?.Request.Headers.Authorization.ToString());
            // For intake's own trail: it is not this service that looks.
            question.Headers.TryAddWithoutValidation("X-Forwarded-For", current.HttpContext is { } http ? addresses.Of(http) : null);
            using var answer = await intake.SendAsync(question, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            using var dispute = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
            return Read(dispute.RootElement);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            LogAway(logger, e.GetType().Name);
            return null;
        }
    }

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Intake did not answer for party names: {Fault}")]
    private static partial void LogAway(ILogger logger, string fault);
}

/// <summary>Personal data on its way to the file; never stored here.</summary>
internal sealed record PartyName(string? Name, string? Phone, string? IdNumber);
