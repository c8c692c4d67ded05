using System.Globalization;
using System.Text.Json;
using MassTransit;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Facts;

/// <summary>Takes one kind of facts in.</summary>
internal sealed class FactsConsumer<T>(FactQueue queue) : IConsumer<T> where T : class
{
    // The message as it was sent: what this release does not know is kept for one that does.
    public Task Consume(ConsumeContext<T> context) => queue.RecordAsync<T>(context, (id, facts) =>
    {
        using var envelope = JsonDocument.Parse(context.ReceiveContext.Body.GetBytes());
        return FactRow.From(id, facts, envelope.RootElement.GetProperty("message"), RecordedAt(context));
    });

    private static DateTimeOffset? RecordedAt(ConsumeContext<T> context) =>
        DateTimeOffset.TryParse(context.Headers.Get<string>(FactsHeaders.RecordedAt), CultureInfo.InvariantCulture, out var at) ? at.ToUniversalTime() : null;
}
