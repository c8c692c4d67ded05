using MassTransit;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>Second-level retry: a message that keeps failing waits in the service's database and goes back to its queue later, ever later.</summary>
internal sealed class DeferredMessages(EventStore.EventStore store)
{
    internal const string AttemptHeader = "mediation-attempt";
    private const int MaxAttempts = 10;

    internal const string Schema =
        """
        create table if not exists deferred_messages (
            queue        text        not null,
            message_id   uuid        not null,
            attempt      int         not null,
            content_type text        not null,
            body         bytea       not null,
            fault        text        not null,
            due_at       timestamptz not null,
            primary key (queue, message_id)
        );
        create index if not exists deferred_messages_due on deferred_messages (due_at);
        """;

    internal static bool MayDefer(ConsumeContext context) => AttemptOf(context) < MaxAttempts;

    /// <summary>Keeps the message for 5 s, 10 s, 20 s … at most ten minutes.</summary>
    internal async Task DeferAsync(string queue, ConsumeContext context, Exception fault)
    {
        var attempt = AttemptOf(context) + 1;
        await using var command = store.Database.CreateCommand(
            """
            insert into deferred_messages (queue, message_id, attempt, content_type, body, fault, due_at)
            values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7)) on conflict (queue, message_id) do nothing
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = queue },
            new() { Value = context.MessageId ?? throw new InvalidOperationException("A message without an id.") },
            new() { Value = attempt },
            new() { Value = context.ReceiveContext.ContentType?.ToString() ?? "application/vnd.masstransit+json" },
            new() { Value = context.ReceiveContext.Body.GetBytes() },
            new() { Value = fault.GetType().Name },
            new() { Value = Math.Min(600.0, 2.5 * (1 << attempt)) },
        });
        await command.ExecuteNonQueryAsync(context.CancellationToken);
    }

    private static int AttemptOf(ConsumeContext context) => context.ReceiveContext.TransportHeaders.Get<int>(AttemptHeader) ?? 0;
}
