using MassTransit;

namespace Mediation.Reporting.Facts;

/// <summary>From a batch of messages to rows; what cannot be counted is logged by its message id and left out.</summary>
internal static partial class FactBatch
{
    internal static List<FactRow> Read<T>(Batch<T> batch, Func<Guid, T, FactRow?> read, ILogger logger) where T : class
    {
        var rows = new List<FactRow>(batch.Length);
        foreach (var message in batch)
        {
            var id = message.MessageId ?? throw new InvalidOperationException("A message without an id.");
            if (read(id, message.Message) is { } row)
            {
                rows.Add(row);
            }
            else
            {
                LogLeftOut(logger, typeof(T).Name, id);
            }
        }

        return rows;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} {MessageId} has an unreadable area or code; left out")]
    private static partial void LogLeftOut(ILogger logger, string message, Guid messageId);
}
