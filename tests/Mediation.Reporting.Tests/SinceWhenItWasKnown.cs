using System.Globalization;
using MassTransit;
using Mediation.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>A fact counts from when its service recorded it, however late it comes.</summary>
public sealed class SinceWhenItWasKnown(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private static readonly DateTimeOffset Recorded = China("2026-03-05T09:00:01");

    [Theory]
    [InlineData("610981100", false)]
    [InlineData("610981101", true)]
    public async Task goes_by_the_message_and_never_by_the_future(string area, bool ahead)
    {
        var before = TimeProvider.System.GetUtcNow();
        await PublishAsync(area, ahead ? before.AddYears(1) : Recorded);
        await reporting.EventuallyAsync($"/api/v1/metrics/M01?area={area}&from=2026-01-01&to=2026-12-31", a => a.Long("numerator") == 1);
        (await AsOfAsync(area, ahead ? before.AddSeconds(-1) : Recorded.AddSeconds(-1))).ShouldBe(0);
        (await AsOfAsync(area, ahead ? TimeProvider.System.GetUtcNow() : Recorded)).ShouldBe(1);
    }

    [Fact]
    public async Task sent_again_it_says_the_same_of_every_instant()
    {
        const string area = "610981102";
        var id = NewId();
        await PublishAsync(area, Recorded, id);
        await reporting.EventuallyAsync($"/api/v1/metrics/M01?area={area}&from=2026-01-01&to=2026-12-31", a => a.Long("numerator") == 1);
        await PublishAsync(area, Recorded.AddDays(1), id);
        await reporting.PublishAsync(Open(NewId(), area: area));
        await reporting.EventuallyAsync($"/api/v1/metrics/M01?area={area}&from=2026-01-01&to=2026-12-31", a => a.Long("numerator") == 2);
        (await AsOfAsync(area, Recorded)).ShouldBe(1);
    }

    private async Task<long> AsOfAsync(string area, DateTimeOffset instant) =>
        (await reporting.GetAsync($"/api/v1/metrics/M01?area={area}&from=2026-01-01&to=2026-12-31&asOf={instant.UtcDateTime:O}")).Long("numerator");

    private async Task PublishAsync(string area, DateTimeOffset recorded, Guid? id = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await reporting.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, patience.Token);
        await reporting.Services.GetRequiredService<IBus>().Publish(Open(id ?? NewId(), area: area), context =>
        {
            context.Mandatory = true;
            context.Headers.Set(FactsHeaders.RecordedAt, recorded.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        }, patience.Token);
    }
}
