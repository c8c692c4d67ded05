using MassTransit;
using MassTransit.RabbitMqTransport;

namespace Mediation.Reporting.Facts;

/// <summary>Puts a <see cref="FactChannel"/> between MassTransit and each channel of a queue of facts.</summary>
internal sealed class FactChannels(string name, FactQueue queue, Func<byte[], FactRow?> read) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        using var channel = new FactChannel(context, name, queue, read);
        await next.Send(channel);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("facts");
}
