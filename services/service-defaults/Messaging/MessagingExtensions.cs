using System.Diagnostics.Metrics;
using System.Security.Authentication;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mediation.ServiceDefaults;

/// <summary>How a service takes part in the messaging.</summary>
public static class MessagingExtensions
{
    private const int DeliveryLimit = 20;

    /// <summary>Adds the bus with the service's consumers, and the relay when the service publishes.</summary>
    /// <typeparam name="TMapping">The service's contract mapping.</typeparam>
    /// <param name="builder">The host.</param>
    /// <param name="service">Prefix of the queues.</param>
    /// <param name="consumers">Registers the consumers.</param>
    public static WebApplicationBuilder AddMessaging<TMapping>(
        this WebApplicationBuilder builder, string service, Action<IBusRegistrationConfigurator> consumers) where TMapping : class, IContractMapping
    {
        builder.AddConsumers(service, consumers);
        builder.Services.AddSingleton<ConsumerShell>();
        builder.Services.AddSingleton<IContractMapping, TMapping>();
        var broker = BrokerOf(builder.Configuration);
        builder.Services.AddSingleton(services => new Relay(
            services.GetRequiredService<EventStore.EventStore>(), services.GetRequiredService<IBusControl>(), Publisher(broker),
            services.GetRequiredService<IContractMapping>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IMeterFactory>(),
            services.GetRequiredService<ILogger<Relay>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<Relay>());
        builder.Services.AddHealthChecks().AddCheck<RelayHealth>("relay");
        builder.Services.AddSingleton(services => new ResendFacts(
            services.GetRequiredService<EventStore.EventStore>(), services.GetRequiredService<IContractMapping>(),
            () => Publisher(broker), services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>Adds the bus with the service's consumers only: for a service that publishes nothing.</summary>
    /// <inheritdoc cref="AddMessaging"/>
    public static WebApplicationBuilder AddConsumers(
        this WebApplicationBuilder builder, string service, Action<IBusRegistrationConfigurator> consumers)
    {
        var broker = BrokerOf(builder.Configuration);
        builder.Services.AddSingleton<DeferredMessages>();
        builder.Services.AddHostedService<InboxRetention>();
        builder.Services.AddHostedService(services => new DeferredReturn(
            services.GetRequiredService<EventStore.EventStore>(), broker, services.GetRequiredService<ILogger<DeferredReturn>>()));
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, false));
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            consumers(bus);
            bus.AddConfigureEndpointsCallback(ConfigureQueue);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                Connect(rabbit, broker);
                rabbit.ConfigureEndpoints(context);
            });
        });
        // Commands are served while the broker is away, so the host does not wait for it; the relay does.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = false);
        return builder;
    }

    private static Uri BrokerOf(IConfiguration configuration) =>
        new(configuration.GetConnectionString("Broker") ?? throw new InvalidOperationException("ConnectionStrings:Broker is not set."));

    // Takes nothing.
    private static IBusControl Publisher(Uri broker) => Bus.Factory.CreateUsingRabbitMq(rabbit => Connect(rabbit, broker));

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, Uri broker)
    {
        rabbit.Host(broker, host =>
        {
            // By the address alone MassTransit would speak TLS to port 5671 only.
            if (broker.Scheme == "amqps")
            {
                host.UseSsl(ssl => (ssl.ServerName, ssl.Protocol) = (broker.Host, SslProtocols.None));
            }
        });
        rabbit.ConfigureJsonSerializerOptions(_ => MessageJson.Options);
    }

    private static void ConfigureQueue(IRegistrationContext context, string name, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PublishFaults = false;
        endpoint.UseFilter(new RetryFilter(
            name, context.GetRequiredService<DeferredMessages>(), context.GetRequiredService<ILogger<RetryFilter>>()));
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue(null);
            rabbit.PrefetchCount = 64;
            rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
            rabbit.BindDeadLetterQueue($"{name}-dead");
        }
    }
}
