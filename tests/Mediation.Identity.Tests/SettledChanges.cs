using Mediation.Identity.AccessChanges;
using Mediation.Identity.Storage;
using Mediation.Identity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Identity.Tests;

/// <summary>A token issued after a change is dated after it, or it would be refused as one from before.</summary>
public sealed class SettledChanges(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    [Fact]
    public async Task a_timer_that_wakes_early_dates_no_token_into_the_second_of_the_change()
    {
        await using var scope = fixture.Identity.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<IdentityDatabase>();
        var clock = new EarlyTimers();
        await AccessChange.RecordAsync(database, "settled", clock.GetUtcNow());
        var notBefore = await AccessChange.NotBeforeAsync(database, ["settled"], default);

        await AccessChange.SettleAsync(database, ["settled"], clock, default);

        clock.GetUtcNow().ToUnixTimeSeconds().ShouldBeGreaterThan(notBefore.ToUnixTimeSeconds());
    }

    /// <summary>As timers that count in whole milliseconds, only more of it.</summary>
    private sealed class EarlyTimers : TimeProvider
    {
        private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(40);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > Early ? dueTime - Early : dueTime, period);
    }
}
