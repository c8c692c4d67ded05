using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Facts;

/// <summary>Takes one kind of facts in.</summary>
internal sealed class FactsConsumer<T>(FactQueue queue) : IConsumer<T> where T : class
{
    public Task Consume(ConsumeContext<T> context) =>
        queue.RecordAsync<T>(context, (id, facts) => FactRow.From(id, facts, Message(context.ReceiveContext.Body.GetBytes()), RecordedAt(context)));

    private static DateTimeOffset? RecordedAt(ConsumeContext<T> context) =>
        DateTimeOffset.TryParse(context.Headers.Get<string>(FactsHeaders.RecordedAt), CultureInfo.InvariantCulture, out var at) ? at.ToUniversalTime() : null;

    // As it was sent: what this release does not know is kept for one that does.
    private static JsonObject Message(byte[] body)
    {
        var envelope = JsonNode.Parse(body)?.AsObject() ?? throw new JsonException("No envelope");
        var message = envelope["message"]?.AsObject() ?? throw new JsonException("No message in the envelope");
        envelope.Remove("message");
        return message;
    }
}
