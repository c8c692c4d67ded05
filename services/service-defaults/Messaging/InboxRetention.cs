namespace Mediation.ServiceDefaults;

/// <summary>Inbox rows live 30 days: longer than any message can stay on its way.</summary>
internal sealed partial class InboxRetention(EventStore.EventStore store, ILogger<InboxRetention> logger) : BackgroundService
{
    private const int BatchRows = 5000;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // In batches: a long transaction would hold every subscription of the server back.
                while (await ForgetAsync(store, stoppingToken) == BatchRows)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is (a connection that opens too slowly throws TimeoutException): it must not end the host.
                LogFailed(logger, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal static async Task<int> ForgetAsync(EventStore.EventStore store, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(
            $"""
            delete from mt_inbox where ctid = any(array(
                select ctid from mt_inbox where timestamp < now() - interval '30 days' limit {BatchRows}))
            """);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old inbox rows could not be deleted; tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
