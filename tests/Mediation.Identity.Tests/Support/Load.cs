using System.Collections.Concurrent;

namespace Mediation.Identity.Tests.Support;

/// <summary>Sessions that refresh over and over. A request that no instance answers is sent again, with the token it had: had it been
/// served all the same, that would end the session.</summary>
internal sealed class Load
{
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    internal static async Task<Load> StartAsync(RunningIdentity identity, int sessions, Func<RunningIdentity> choose)
    {
        var load = new Load();
        var loops = new List<Task>();
        for (var i = 0; i < sessions; i++)
        {
            await identity.AddUserAsync($"load{i}");
            using var browser = identity.NewBrowser();
            var first = await browser.SessionAsync($"load{i}");
            loops.Add(load.RefreshAsync(first, choose));
        }

        load._running = Task.WhenAll(loops);
        return load;
    }

    /// <returns>Every answer, in order of arrival.</returns>
    internal async Task<IReadOnlyList<Answer>> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return [.. _answers];
    }

    private async Task RefreshAsync(Answer session, Func<RunningIdentity> choose)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var browser = choose().NewBrowser();
            try
            {
                session = await browser.RefreshAsync(session["refresh_token"]);
            }
            // Not accepted, ended, or reset while it waited to be accepted.
            catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded || e.InnerException is IOException)
            {
                await Task.Delay(20);
                continue;
            }

            _answers.Enqueue(session);
            if (session.Error is not null)
            {
                return;
            }

            await Task.Delay(50);
        }
    }
}
