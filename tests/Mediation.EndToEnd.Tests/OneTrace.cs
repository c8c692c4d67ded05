using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>One command is one trace, from the gateway to the figures.</summary>
public sealed class OneTrace(Suite suite) : IClassFixture<Suite>
{
    [Fact]
    public async Task a_command_is_followed_from_the_gateway_through_service_database_and_broker_to_reporting()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        var dispute = await new Story(suite.Client, suite.Caller).RegisterAsync();
        dispute.Status.ShouldBe(HttpStatusCode.Created);
        var stored = (await suite.Intake.Store.FetchStreamAsync(dispute.Id))[0];
        ActivityContext.TryParse(stored.Headers.TraceParent, null, out var context).ShouldBeTrue();

        await Eventually.Async(() =>
        {
            var trace = spans.Where(s => s.TraceId == context.TraceId).ToList();
            var sources = trace.Select(s => s.Source.Name).Distinct().ToList();
            sources.ShouldContain("Npgsql");
            sources.ShouldContain("Mediation.Relay");
            trace.Count(s => s.Source.Name == "Microsoft.AspNetCore" && s.Kind == ActivityKind.Server).ShouldBe(2, "gateway and intake");
            trace.ShouldContain(s => s.Source.Name == "MassTransit" && s.Kind == ActivityKind.Producer, "sent to the broker");
            trace.ShouldContain(
                s => s.Source.Name == "Mediation.Facts" && s.Kind == ActivityKind.Consumer && s.DisplayName.Contains("reporting", StringComparison.Ordinal),
                string.Join(", ", trace.Select(s => $"{s.Source.Name}/{s.DisplayName}")));
            return Task.CompletedTask;
        });
    }
}
