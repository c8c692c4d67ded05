using MassTransit;

namespace Mediation.Reporting.Facts;

/// <summary>The consumers of facts, each with a queue of its own.</summary>
internal static class FactConsumers
{
    // As many as one transaction takes: they wait together for its commit.
    private const int Prefetch = 200;

    internal static void Add(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<DisputeFactsChangedConsumer, Definition<DisputeFactsChangedConsumer>>();
        bus.AddConsumer<CaseFactsChangedConsumer, Definition<CaseFactsChangedConsumer>>();
        bus.AddConsumer<RosterFactsChangedConsumer, Definition<RosterFactsChangedConsumer>>();
    }

    private sealed class Definition<TConsumer> : ConsumerDefinition<TConsumer> where TConsumer : class, IConsumer
    {
        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.PrefetchCount = Prefetch;
    }
}
