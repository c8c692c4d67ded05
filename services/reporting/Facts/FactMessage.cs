using System.Globalization;
using System.Text.Json;
using MassTransit;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Facts;

/// <summary>A fact's message as it lies in its queue, in MassTransit's envelope.</summary>
internal static class FactMessage
{
    /// <summary>The fact, read from the message as it was sent: what this release does not know is kept for one that does. Null where it cannot be counted.</summary>
    internal static FactRow? Read<T>(byte[] body) where T : class
    {
        using var document = JsonDocument.Parse(body);
        var envelope = document.RootElement;
        if (!envelope.GetProperty("messageType").EnumerateArray().Any(type => type.ValueEquals(Urn<T>.Value)))
        {
            return null;
        }

        var message = envelope.GetProperty("message");
        return FactRow.From(
            envelope.GetProperty("messageId").GetGuid(), message.Deserialize<T>(MessageJson.Options)!, message, RecordedAt(envelope));
    }

    private static DateTimeOffset? RecordedAt(JsonElement envelope) =>
        envelope.TryGetProperty("headers", out var headers) && headers.TryGetProperty(FactsHeaders.RecordedAt, out var recorded)
            && DateTimeOffset.TryParse(recorded.GetString(), CultureInfo.InvariantCulture, out var at)
        ? at.ToUniversalTime()
        : null;

    private static class Urn<T> where T : class
    {
        internal static readonly string Value = MessageUrn.ForTypeString<T>();
    }
}
