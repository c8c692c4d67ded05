using System.Text.Json;
using MassTransit;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Facts;

/// <summary>The consumers of facts, each with a queue of its own.</summary>
internal static class FactConsumers
{
    // Two busy kinds fill one transaction: they wait together for its commit. The broker's client keeps a task, half a kilobyte, for each
    // message that may be under way, so the others, of which there are fewer, have a quarter.
    private const int OfBusy = FactQueue.Largest / 2;
    private const int OfOthers = OfBusy / 4;

    private static readonly Type[] _busy = [typeof(DisputeFactsChanged), typeof(CaseFactsChanged)];

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
            endpointConfigurator.PrefetchCount = _busy.Contains(typeof(T)) ? OfBusy : OfOthers;
    }
}
