using MassTransit;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>Every queue's retries: a few at once in memory, then through the database; a message that gave up goes to the error queue.</summary>
/// <remarks>
/// MassTransit's own retry runs outside an endpoint's filters, so it could not come before the deferral. While the store is away
/// nothing can be deferred: the message is held here, which spares its deliveries.
/// </remarks>
internal sealed partial class RetryFilter(string queue, DeferredMessages deferred, ILogger<RetryFilter> logger) : IFilter<ConsumeContext>
{
    private static readonly int[] PausesMs = [20, 100, 500];
    private static readonly TimeSpan StoreAway = TimeSpan.FromSeconds(1);

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        for (var attempt = 0; ;)
        {
            try
            {
                await next.Send(context);
                return;
            }
            catch (Exception) when (context.CancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (NpgsqlException away) when (away is not PostgresException { InvariantSeverity: "ERROR" })
            {
                LogAway(logger, queue);
                await Task.Delay(StoreAway, context.CancellationToken);
            }
            catch (Exception) when (attempt < PausesMs.Length)
            {
                await Task.Delay(PausesMs[attempt++], context.CancellationToken);
            }
            catch (Exception fault) when (DeferredMessages.MayDefer(context))
            {
                LogDeferred(logger, queue, context.MessageId, fault);
                await deferred.DeferAsync(queue, context, fault);
                return;
            }
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("retry");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue} holds a message: the store is away")]
    private static partial void LogAway(ILogger logger, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue} deferred message {MessageId}")]
    private static partial void LogDeferred(ILogger logger, string queue, Guid? messageId, Exception fault);
}
