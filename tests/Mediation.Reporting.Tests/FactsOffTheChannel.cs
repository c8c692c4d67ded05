using System.Text;
using System.Text.Json;
using Mediation.Contracts.Workflow;
using Mediation.ServiceDefaults;
using RabbitMQ.Client;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Facts are taken from the broker's client in groups; whatever is no plain fact goes the way of any other message.</summary>
public sealed class FactsOffTheChannel
{
    private const string Exchange = "Mediation.Contracts.Workflow:CaseFactsChanged";
    private const string Queue = "reporting-case-facts-changed";
    private const string Area = "610981105";
    private const int Plain = 60;

    [Fact]
    public async Task One_that_is_refused_or_unreadable_takes_no_other_with_it_and_none_is_left_in_the_queue()
    {
        var broker = await TestBroker.LeaseAsync();
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await using (var reporting = await TestService.StartAsync(ReportingService.Build, broker))
        {
            await reporting.ReadyAsync();
            for (var i = 0; i < Plain; i++)
            {
                await PublishAsync(channel, EnvelopeOf(Open(NewId(), area: Area)));
                if (i % 20 == 10)
                {
                    // No number that PostgreSQL has room for, in a member that this release does not know.
                    await PublishAsync(channel, EnvelopeOf(Open(NewId(), area: Area)).Replace("\"revision\":1", "\"revision\":1,\"later\":1e200000", StringComparison.Ordinal));
                    await PublishAsync(channel, "no envelope");
                }
            }

            await Eventually.HoldsAsync(async () => await CountAsync(reporting, $"select count(*) from disputes where area = '{Area}'") == Plain, "all plain facts");
            await Eventually.HoldsAsync(async () => await CountAsync(reporting, $"select count(*) from deferred_messages where queue = '{Queue}'") == 3, "refused ones to be deferred");
            await Eventually.HoldsAsync(async () => await channel.MessageCountAsync($"{Queue}_error") == 3, "unreadable ones in the error queue");
        }

        // What was not acknowledged would lie there again.
        (await channel.MessageCountAsync(Queue)).ShouldBe(0u);
        (await channel.MessageCountAsync($"{Queue}-dead")).ShouldBe(0u);
    }

    private static string EnvelopeOf(CaseFactsChanged fact) => JsonSerializer.Serialize(new
    {
        messageId = NewId(),
        messageType = (string[])[$"urn:message:{Exchange}"],
        message = JsonSerializer.SerializeToElement(fact, MessageJson.Options),
    });

    private static async Task PublishAsync(IChannel channel, string body) => await channel.BasicPublishAsync(
        Exchange, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, Encoding.UTF8.GetBytes(body));

    private static async Task<long> CountAsync(TestService reporting, string sql)
    {
        await using var command = reporting.Store.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
