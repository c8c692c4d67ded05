using Npgsql;
using RabbitMQ.Client;

namespace Mediation.ServiceDefaults;

/// <summary>Brings deferred messages back to their queues when they are due. Several instances share the work.</summary>
/// <remarks>Published before it is deleted: a crash between the two brings a message twice, which the inbox tells.</remarks>
internal sealed partial class DeferredReturn(EventStore.EventStore store, Uri broker, ILogger<DeferredReturn> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private sealed record Due(string Queue, Guid MessageId, int Attempt, string ContentType, byte[] Body);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReturnDueAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReturnDueAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var due = await TakeAsync(connection, cancellation);
        if (due.Count == 0)
        {
            return;
        }

        await PublishAsync(due, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<List<Due>> TakeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            delete from deferred_messages where (queue, message_id) in (
                select queue, message_id from deferred_messages where due_at <= now() order by due_at limit 50 for update skip locked)
            returning queue, message_id, attempt, content_type, body
            """, connection);
        var due = new List<Due>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            due.Add(new Due(reader.GetString(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4)));
        }

        return due;
    }

    private async Task PublishAsync(List<Due> due, CancellationToken cancellation)
    {
        // By the address alone the client would take a certificate of any name.
        var factory = new ConnectionFactory { Uri = broker, Ssl = new SslOption(broker.Host, enabled: broker.Scheme == "amqps") };
        await using var connection = await factory.CreateConnectionAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellation);
        foreach (var message in due)
        {
            var properties = new BasicProperties
            {
                MessageId = message.MessageId.ToString(),
                ContentType = message.ContentType,
                Persistent = true,
                Headers = new Dictionary<string, object?>
                {
                    [DeferredMessages.AttemptHeader] = message.Attempt,
                    ["Content-Type"] = message.ContentType,
                },
            };
            // By the exchange that MassTransit binds to each queue, of the same name: who may write to the nameless one may write to every queue.
            await channel.BasicPublishAsync(message.Queue, "", mandatory: true, properties, message.Body, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deferred messages could not be returned to their queues")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
