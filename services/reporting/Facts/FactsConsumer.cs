using MassTransit;

namespace Mediation.Reporting.Facts;

/// <summary>Takes single facts in that <see cref="FactChannel"/> leaves to MassTransit. One that cannot be counted is logged by its message id and left out.</summary>
internal sealed partial class FactsConsumer<T>(FactStore store, ILogger<FactsConsumer<T>> logger) : IConsumer<T> where T : class
{
    public async Task Consume(ConsumeContext<T> context)
    {
        if (FactMessage.Read<T>(context.ReceiveContext.Body.GetBytes()) is { } fact)
        {
            await store.RecordAsync([fact], context.CancellationToken);
        }
        else
        {
            LogLeftOut(logger, typeof(T).Name, context.MessageId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} {MessageId} has an unreadable area or code; left out")]
    private static partial void LogLeftOut(ILogger logger, string message, Guid? messageId);
}
