using MassTransit;

namespace Mediation.Reporting.Facts;

/// <summary>The consumers of facts, each with a queue of its own, in batches.</summary>
internal static class FactConsumers
{
    private const int BatchSize = 200;

    // Two at once: one collects and parses while the other waits for its commit.
    private const int Concurrency = 2;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10);

    internal static void Add(IBusRegistrationConfigurator bus)
    {
        Add<DisputeFactsChangedConsumer>(bus);
        Add<CaseFactsChangedConsumer>(bus);
        Add<RosterFactsChangedConsumer>(bus);
    }

    private static void Add<TConsumer>(IBusRegistrationConfigurator bus) where TConsumer : class, IConsumer =>
        bus.AddConsumer<TConsumer>(consumer => consumer.Options<BatchOptions>(batch => batch
            .SetMessageLimit(BatchSize).SetConcurrencyLimit(Concurrency).SetTimeLimit(Wait).SetTimeLimitStart(BatchTimeLimitStart.FromFirst)));
}
