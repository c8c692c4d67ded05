using System.Text.Json;
using MassTransit;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Facts;

/// <summary>The consumers of facts, each with a queue of its own.</summary>
internal static class FactConsumers
{
    // Two busy kinds fill one transaction: they wait together for its commit.
    private const int Prefetch = FactQueue.Largest / 2;

    internal static void Add(IBusRegistrationConfigurator bus)
    {
        bus.Take<DisputeFactsChanged>();
        bus.Take<CaseFactsChanged>();
        bus.Take<SessionFactsChanged>();
        bus.Take<AgreementFactsChanged>();
        bus.Take<FollowUpFactsChanged>();
        bus.Take<LeadFactsChanged>();
        bus.Take<ZeroReportFactsChanged>();
        bus.Take<RosterFactsChanged>();
        bus.Take<ActivityFactsChanged>();
        bus.Take<CoverageFactsChanged>();
    }

    private static void Take<T>(this IBusRegistrationConfigurator bus) where T : class =>
        bus.AddConsumer<FactsConsumer<T>, Definition<T>>();

    private sealed class Definition<T> : ConsumerDefinition<FactsConsumer<T>> where T : class
    {
        public Definition() => EndpointName = $"reporting-{JsonNamingPolicy.KebabCaseLower.ConvertName(typeof(T).Name)}";

        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<FactsConsumer<T>> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.PrefetchCount = Prefetch;
    }
}
