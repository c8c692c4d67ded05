using System.Text.Json;
using MassTransit;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Facts;

/// <summary>The consumers of facts, each with a queue of its own.</summary>
internal static class FactConsumers
{
    // Two busy kinds fill two transactions: while one is committed the next is read. Of the others there are fewer.
    private const int OfBusy = FactQueue.Largest;
    private const int OfOthers = OfBusy / 8;

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
        private static readonly string _queue = $"reporting-{JsonNamingPolicy.KebabCaseLower.ConvertName(typeof(T).Name)}";

        public Definition() => EndpointName = _queue;

        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<FactsConsumer<T>> consumerConfigurator, IRegistrationContext context)
        {
            endpointConfigurator.PrefetchCount = _busy.Contains(typeof(T)) ? OfBusy : OfOthers;
            // The broker's client hands them out one at a time, in their order.
            endpointConfigurator.ConcurrentMessageLimit = 1;
            if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                rabbit.ConfigureChannel(channel => channel.UseFilter(
                    new FactChannels(_queue, context.GetRequiredService<FactQueue>(), FactMessage.Read<T>)));
            }
        }
    }
}
