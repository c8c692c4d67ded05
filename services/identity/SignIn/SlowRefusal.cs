namespace Mediation.Identity.SignIn;

/// <summary>Refusals all take the same time, which is longer than any way of finding out takes.</summary>
internal static class SlowRefusal
{
    internal static async Task AfterAsync(long started, SignInSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        var rest = settings.FailureFloor - clock.GetElapsedTime(started);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, clock, cancellation);
        }
    }
}
